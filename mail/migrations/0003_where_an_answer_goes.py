from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mail", "0002_sealed_mails")]

    operations = [
        migrations.AddField(
            model_name="outgoingmail",
            name="reply_to",
            field=models.EmailField(blank=True, default="", db_default="", max_length=254),
        ),
    ]
