using AccessReview.App.Campaigns;
using AccessReview.App.Directory;
using AccessReview.App.Email;
using AccessReview.App.Http;
using AccessReview.App.Notifications;
using AccessReview.App.Text;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using Microsoft.Extensions.Options;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.CampaignTemplates;

/// <summary>Notifies the owner of a campaign that a schedule created. The same mail is sent once.</summary>
public sealed class TemplateRunMails(DirectoryStore directory, Mailer mailer, MailRenderer renderer, IOptions<SiteOptions> site)
{
    /// <summary>The population is recorded.</summary>
    /// <param name="startsAt">When it starts without a person; null: the owner starts it.</param>
    internal Task SendReadyAsync(Campaign campaign, DateTimeOffset? startsAt, CancellationToken cancellationToken) =>
        SendAsync([campaign.Plan.Owner], $"{campaign.Id}-ready", CampaignPaths.Of(campaign.Id), time => (
            Say($"{campaign.Plan.Name} is ready to start"),
            startsAt is { } at
                ? Say($"The population has {campaign.Population?.Items ?? 0:N0} items. The campaign starts on {time.SayWithZone(at)}.")
                : Say($"The population has {campaign.Population?.Items ?? 0:N0} items. Check it and start the campaign.")), cancellationToken);

    /// <summary>The campaign cannot start like this.</summary>
    /// <param name="orTo">Gets the mail if the owner is not active.</param>
    internal Task SendStoppedAsync(TemplateRun run, CampaignPlan plan, UserId orTo, CampaignRefusal why, CancellationToken cancellationToken) =>
        SendAsync([plan.Owner, orTo], $"{run.Campaign}-stopped", CampaignPaths.Template(run.Template), _ => (Say($"{plan.Name} did not start"), CampaignText.Why(why)), cancellationToken);

    private async Task SendAsync(
        IReadOnlyList<UserId> people, string key, string path, Func<LocalTime, (string Subject, string Sentence)> write, CancellationToken cancellationToken)
    {
        var users = (await directory.FindUsersAsync(people, cancellationToken)).ToDictionary(user => user.Id);
        if (people.Select(person => users.GetValueOrDefault(person)).FirstOrDefault(user => user is { IsActive: true }) is not { } to)
            return;
        using var speaking = Use(Choose([to.Locale]));
        var (subject, sentence) = write(new LocalTime(to.TimeZone));
        var link = site.Value.At(path);
        var html = await renderer.RenderAsync<TemplateRunMail>(new Dictionary<string, object?>
        {
            [nameof(TemplateRunMail.Subject)] = subject,
            [nameof(TemplateRunMail.Sentence)] = sentence,
            [nameof(TemplateRunMail.Site)] = site.Value,
            [nameof(TemplateRunMail.Link)] = link,
        });
        var text = $"""
            {subject}

            {sentence}

            {link}

            {MailText.Foot(site.Value)}
            """;
        await mailer.SendAsync(new MailToSend(to.Email, subject, html, text, key), cancellationToken);
    }
}
