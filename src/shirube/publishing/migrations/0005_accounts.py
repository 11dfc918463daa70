from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0004_inputs"),
    ]

    operations = [
        migrations.AddField(
            model_name="edition",
            name="accounts",
            field=models.CharField(
                blank=True, default="", max_length=8, verbose_name="決算の認定"
            ),
            preserve_default=False,
        ),
    ]
