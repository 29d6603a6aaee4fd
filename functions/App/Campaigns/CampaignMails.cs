using AccessReview.App.Directory;
using AccessReview.App.Email;
using AccessReview.App.Http;
using AccessReview.App.Notifications;
using AccessReview.App.Text;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Notifications;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Campaigns;

/// <summary>
/// Sends mails about campaigns. They are stored, queued and retried as all others. Each has a key that follows from its cause, so that a
/// repeat sends nothing.
/// </summary>
public sealed class CampaignMails(
    Mailer mailer,
    MailRenderer renderer,
    DirectoryStore directory,
    Recipients recipients,
    OrganizationNotifications organization,
    RemovalReader removals,
    CampaignProgressReader progress,
    IOptions<SiteOptions> site)
{
    /// <summary>Notifies of an event that the campaign's run is about to write. It is repeated with the event.</summary>
    internal async Task NotifyAsync(Campaign campaign, CampaignEvent happened, CancellationToken cancellationToken)
    {
        var (after, owner) = (campaign.Evolve(happened), campaign.Plan.Owner);
        var cause = $"{happened.GetType().Name}-{after.Version}";
        switch (happened)
        {
            case CampaignEvent.TasksOpened when campaign.Population is { NeedsAttention: > 0 and var attention }:
                await SendAsync(new CampaignLetter(CampaignNews.NeedsAttention, after, attention, []), [owner], cause, cancellationToken);
                break;
            case CampaignEvent.GuardSet guard:
                var runners = (await removals.PeopleOfAsync(campaign, cancellationToken)).Runners;
                await SendAsync(new CampaignLetter(CampaignNews.Guard, after, guard.Silence.Removals, []), [.. runners.Where(after.MayConfirm).Append(owner)], cause, cancellationToken);
                break;
            case CampaignEvent.CampaignClosed closed:
                var outcomes = (await progress.ReadAsync(campaign.Id, cancellationToken)).Outcomes;
                await SendAsync(new CampaignLetter(CampaignNews.Closed, after, closed.Removals ?? 0, outcomes), [owner], cause, cancellationToken);
                break;
            case CampaignEvent.CampaignRemediated:
                await SendAsync(new CampaignLetter(CampaignNews.Remediated, after, 0, []), [owner], cause, cancellationToken);
                break;
            default:
                break;
        }
    }

    /// <summary>Notifies the owner of what was found about removals, once a day at most for each kind.</summary>
    internal Task NotifyOwnerAsync(Campaign campaign, CampaignNews news, int count, DateTimeOffset now, CancellationToken cancellationToken) => count == 0
        ? Task.CompletedTask
        : SendAsync(new CampaignLetter(news, campaign, count, []), [campaign.Plan.Owner], $"{news}-{now.UtcDateTime:yyyy-MM-dd}", cancellationToken);

    private async Task SendAsync(CampaignLetter letter, IReadOnlyList<UserId> people, string cause, CancellationToken cancellationToken)
    {
        foreach (var user in await directory.FindUsersAsync(people.Distinct(), cancellationToken))
        {
            var preferences = (await recipients.PreferencesAsync(user.Id, cancellationToken)).Preferences;
            var plan = NotificationPlan.For(preferences, organization, CampaignMail.TopicOf(letter.News));
            // Other channels have no messages about campaigns, so only people who want nothing at all get nothing.
            if (!user.IsActive || !Mail.IsAddress(user.Email) || (plan.Mail == MailTiming.Off && !plan.On.Any()))
                continue;
            await mailer.SendAsync(await WriteAsync(letter, user, cause), cancellationToken);
        }
    }

    private async Task<MailToSend> WriteAsync(CampaignLetter letter, User user, string cause)
    {
        using var speaking = Language.Use(Language.Choose([user.Locale]));
        var content = MailContentSafety.Escape(CampaignMail.Write(letter, user.Id == letter.Campaign.Plan.Owner, new LocalTime(user.TimeZone), site.Value));
        var html = await renderer.RenderAsync<TaskMail>(new Dictionary<string, object?> { [nameof(TaskMail.Content)] = content, [nameof(TaskMail.Site)] = site.Value });
        return new MailToSend(user.Email, content.Subject, html, MailText.Of(content, site.Value), $"campaign|{letter.Campaign.Id}|{cause}|{user.Id}");
    }
}
