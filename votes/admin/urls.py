"""The addresses of the vote in the editors' tool: admin/stemming/."""

from django.urls import path

from votes.admin import announcing, board, editions, exports, jury, mail_domains, province, province_lot, results, review, round_deeds, rounds

app_name = "votes_admin"

urlpatterns = [
    path("rondes/", rounds.RoundsView.as_view(), name="rounds"),
    path("edities/", editions.EditionsView.as_view(), name="editions"),
    path("edities/nieuw/", editions.AddEditionView.as_view(), name="edition_add"),
    path("edities/<int:edition_id>/", editions.EditionView.as_view(), name="edition"),
    path("edities/<int:edition_id>/bewerken/", editions.EditEditionView.as_view(), name="edition_edit"),
    path("edities/<int:edition_id>/waarnemers/", editions.ObserversView.as_view(), name="edition_observers"),
    path("edities/<int:edition_id>/rondes-maken/", editions.PlanRoundsView.as_view(), name="edition_plan"),
    path("edities/<int:edition_id>/aankondigen/", announcing.AnnounceView.as_view(), name="edition_announce"),
    path("edities/<int:edition_id>/weg/", announcing.DeleteDraftView.as_view(), name="edition_delete"),
    path("edities/<int:edition_id>/afgelasten/", announcing.CancelEditionView.as_view(), name="edition_cancel"),
    path("edities/<int:edition_id>/rondes.csv", exports.RoundsFile.as_view(), name="rounds_csv"),
    path("edities/<int:edition_id>/rondes.xlsx", exports.RoundsFile.as_view(ending="xlsx"), name="rounds_xlsx"),
    path("edities/<int:edition_id>/provincie/", province.ProvinceView.as_view(), name="province"),
    path("edities/<int:edition_id>/provincie/vastleggen/", province.LockView.as_view(), name="province_lock"),
    path("edities/<int:edition_id>/provincie/teruggeven/", province.GiveBackView.as_view(), name="province_return"),
    path("edities/<int:edition_id>/provincie/lot/", province_lot.ProvinceLotView.as_view(), name="province_lot"),
    path("edities/<int:edition_id>/provincie/bekendmaken/", province.ProvincePublishView.as_view(), name="province_publish"),
    path("edities/<int:edition_id>/jury/nieuw/", jury.AddJurorView.as_view(), name="juror_add"),
    path("edities/<int:edition_id>/jury/<int:juror_id>/", jury.SheetView.as_view(), name="juror"),
    path("edities/<int:edition_id>/jury/<int:juror_id>/weg/", jury.RemoveJurorView.as_view(), name="juror_remove"),
    path("edities/<int:edition_id>/motivering/<int:finalist_id>/", jury.MotivationView.as_view(), name="motivation"),
    path("rondes/<int:round_id>/", board.BoardView.as_view(), name="board"),
    path("rondes/<int:round_id>/opkomst.csv", exports.HoursFile.as_view(), name="hours_csv"),
    path("rondes/<int:round_id>/opkomst.xlsx", exports.HoursFile.as_view(ending="xlsx"), name="hours_xlsx"),
    path("rondes/<int:round_id>/data/", round_deeds.OwnDatesView.as_view(), name="own_dates"),
    path("rondes/<int:round_id>/einde/", round_deeds.MoveDeadlineView.as_view(), name="move_deadline"),
    path("rondes/<int:round_id>/afgelasten/", round_deeds.CancelView.as_view(), name="cancel"),
    path("rondes/<int:round_id>/kandidaat/<int:candidate_id>/", round_deeds.WithdrawView.as_view(), name="withdraw"),
    path("rondes/<int:round_id>/tellen/", results.FreezeView.as_view(), name="freeze"),
    path("rondes/<int:round_id>/lot/", results.LotView.as_view(), name="lot"),
    path("rondes/<int:round_id>/bekendmaken/", results.PublishView.as_view(), name="publish"),
    path("nazicht/", review.ReviewView.as_view(), name="review"),
    path("nazicht/<int:cluster_id>/", review.ClusterView.as_view(), name="cluster"),
    path("nazicht/<int:cluster_id>/voorstellen/", review.ProposeView.as_view(), name="propose"),
    path("nazicht/<int:cluster_id>/beslissen/", review.DecideView.as_view(), name="decide"),
    path("maildomeinen/", mail_domains.MailDomainsView.as_view(), name="mail_domains"),
    path("maildomeinen/<int:rule_id>/weg/", mail_domains.RemoveMailDomainView.as_view(), name="mail_domain_remove"),
]
