using AccessReview.App.Email;
using AccessReview.App.Http;
using AccessReview.App.Notifications;
using AccessReview.App.Policies;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using static AccessReview.App.Tests.Notifications.MailSamples;

namespace AccessReview.App.Tests.Notifications;

public sealed class MailContentSpecs
{
    [Theory]
    [InlineData(TaskKind.Certification, "Should Ada Lovelace keep access to Admin (GitHub)? #1042")]
    [InlineData(TaskKind.Approval, "Approve access for Ada Lovelace to Admin (GitHub)? #1042")]
    [InlineData(TaskKind.Provisioning, "Grant Ada Lovelace access to Admin (GitHub) #1042")]
    [InlineData(TaskKind.Revocation, "Remove Ada Lovelace's access to Admin (GitHub)? #1042")]
    [InlineData(TaskKind.Deprovisioning, "Remove Ada Lovelace's access to Admin (GitHub) in the app #1042")]
    public void The_subject_of_a_task_mail_says_what_to_do(TaskKind kind, string subject) =>
        Assert.Equal(subject, Asking(Matter(Open(kind), NotificationKind.Assigned, Grace)).Subject);

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Both_buttons_of_a_task_mail_lead_to_the_link_page_and_decide_nothing(TaskKind kind)
    {
        var mail = Asking(Matter(Open(kind), NotificationKind.Assigned, Grace));
        var page = await new HtmlParser().ParseDocumentAsync(await RenderAsync(mail));

        var hrefs = page.QuerySelectorAll("a").Select(anchor => anchor.GetAttribute("href"));
        Assert.Equal([.. KindRules.DecisionsOf(kind).Select(decision => $"{Link}?d={decision.ToString().ToLowerInvariant()}"), "http://localhost:7071/settings/notifications"], hrefs);
        Assert.Empty(page.QuerySelectorAll("img, script, form, iframe"));
    }

    [Fact]
    public void A_task_mail_says_why_the_reader_is_an_assignee()
    {
        var assigned = Open(TaskKind.Approval);
        var added = Climbed(Climbed(assigned));
        var reassigned = After(assigned, _ => new TaskCommand.Reassign(Barbara.Id, null, "She knows the app.") { At = Monday, By = Actor.Person(Grace.Id), Facts = Facts });

        Assert.Equal("You are the manager of Ada Lovelace.", WhyOf(assigned, NotificationKind.Assigned, Grace));
        Assert.Equal("The previous assignees did not answer. You are the manager of an assignee.", WhyOf(added, NotificationKind.Escalated, Barbara));
        Assert.Equal("Grace Hopper reassigned this task to you: \"She knows the app.\"", WhyOf(reassigned, NotificationKind.Assigned, Barbara));
    }

    [Fact]
    public void A_task_mail_says_what_happens_next_in_the_readers_time_zone()
    {
        var mail = Asking(Matter(Climbed(Open(TaskKind.Approval)), NotificationKind.Reminder, Grace));

        Assert.StartsWith("Reminder: ", mail.Subject, StringComparison.Ordinal);
        Assert.Equal(("Thu 26 Nov 2026, 10:00", "Your manager is also assigned"), mail.Ahead[0]);
        Assert.Equal(("Mon 30 Nov 2026, 10:00", "The task closes; the access is not granted"), mail.Ahead[^1]);
        Assert.Contains(("Due", "Monday 30 November 2026, 10:00 (Europe/Berlin)"), mail.Facts);
    }

    [Fact]
    public void A_task_mail_lists_no_reminders_that_only_the_readers_replacement_gets() => Assert.Equal(
        ["Your manager is also assigned", "The task moves to the administrators", "The task closes; the access stays"],
        Asking(Matter(Open(TaskKind.Certification, policy: Default(TaskKind.Certification)), NotificationKind.Assigned, Grace)).Ahead.Select(rung => rung.What));

    [Fact]
    public void A_revocation_mail_says_that_silence_removes_the_access() =>
        Assert.Equal("The task closes, and the access is to be removed", Asking(Matter(Open(TaskKind.Revocation, policy: Default(TaskKind.Revocation)), NotificationKind.Assigned, Grace)).Ahead[^1].What);

    [Fact]
    public void The_requesters_outcome_mail_says_who_decided_when_and_why()
    {
        var mail = Telling(Matter(Decided(Open(TaskKind.Approval), Decision.Deny, "Ask again in May."), NotificationKind.Outcome, Ada));

        Assert.Equal("Request denied: Admin (GitHub) for Ada Lovelace #1042", mail.Subject);
        Assert.Equal(("Grace Hopper writes", "Ask again in May."), mail.Quote);
        Assert.Contains(("Decided by", "Grace Hopper"), mail.Facts);
        Assert.Contains(("When", "Monday 23 November 2026, 12:00 (UTC)"), mail.Facts);
    }

    [Fact]
    public void The_requesters_outcome_mail_says_that_nobody_responded()
    {
        var silent = Climbed(Climbed(Climbed(Climbed(Open(TaskKind.Approval)))));

        var mail = Telling(Matter(silent, NotificationKind.Outcome, Ada));

        Assert.Equal("Request closed without an answer: Admin (GitHub) for Ada Lovelace #1042", mail.Subject);
        Assert.DoesNotContain(mail.Facts, fact => fact.Label == "Decided by");
    }

    [Fact]
    public void Owners_get_a_mail_when_a_change_failed()
    {
        var mail = Telling(Matter(Decided(Open(TaskKind.Deprovisioning), Decision.Error, "The API is down."), NotificationKind.Failed, Grace));

        Assert.Equal("Access not removed: Admin (GitHub) for Ada Lovelace #1042", mail.Subject);
        Assert.Equal("You are an owner of GitHub.", mail.Why);
    }

    [Fact]
    public async Task Text_from_people_is_escaped_in_mails()
    {
        const string Hostile = "<script>alert(1)</script> =HYPERLINK(\"http://evil.example\") <!channel> javascript:alert(1) https://evil.example/x";
        var events = Open(TaskKind.Approval, MailSamples.Subject with { UserName = "<b onload=x>Ada</b> evil.example" }, Hostile + new string('x', 1000));

        var content = MailContentSafety.Escape(Asking(Matter(events, NotificationKind.Assigned, Grace)));
        var html = await RenderAsync(content);
        var page = await new HtmlParser().ParseDocumentAsync(html);
        var text = MailText.Of(content, new SiteOptions());

        Assert.Empty(page.QuerySelectorAll("script, [onload]"));
        Assert.All(page.QuerySelectorAll("a"), anchor => Assert.StartsWith("http://localhost:7071/", anchor.GetAttribute("href"), StringComparison.Ordinal));
        Assert.DoesNotContain("evil.example", html, StringComparison.Ordinal);
        Assert.DoesNotContain("evil.example", text, StringComparison.Ordinal);
        Assert.DoesNotContain("://evil", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_mail_fits_into_its_table_row(TaskKind kind)
    {
        var events = Open(kind, null, new string('<', 2000));
        var content = MailContentSafety.Escape(Asking(Matter(events, NotificationKind.SecondChannel, Grace)));

        var mail = new Mail(Grace.Email, Grace.DisplayName, content.Subject, await RenderAsync(content), MailText.Of(content, new SiteOptions()));

        Assert.InRange(mail.Html.Length, 1, Mail.MaxCharacters);
    }

    public static TheoryData<TaskKind> Kinds() => [.. Enum.GetValues<TaskKind>()];

    private static string WhyOf(IReadOnlyList<TaskEvent> events, NotificationKind kind, Domain.Directory.User to) => Asking(Matter(events, kind, to)).Why;

    private static async Task<string> RenderAsync(MailModel content)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        return await new MailRenderer(services.GetRequiredService<IServiceScopeFactory>(), NullLoggerFactory.Instance).RenderAsync<TaskMail>(
            new Dictionary<string, object?> { [nameof(TaskMail.Content)] = content, [nameof(TaskMail.Site)] = new SiteOptions() });
    }

    private static Policy Default(TaskKind kind) => PolicyCatalog.Defaults.Single(policy => policy.Kind == kind);
}
