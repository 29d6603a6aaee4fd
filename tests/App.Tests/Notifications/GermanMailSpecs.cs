using AccessReview.App.Email;
using AccessReview.App.Notifications;
using AccessReview.App.Tests.Wording;
using AccessReview.App.Wording;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using static AccessReview.App.Tests.Notifications.MailSamples;

namespace AccessReview.App.Tests.Notifications;

/// <summary>Every kind of mail, for somebody who reads German.</summary>
public sealed class GermanMailSpecs
{
    private static readonly User GermanGrace = Grace with { Locale = "de-DE" };

    private static readonly User GermanAda = Ada with { Locale = "de-DE" };

    private static readonly string[] Data =
        ["Ada Lovelace", "Grace Hopper", "Barbara Liskov", "ada-l", "Admin", "GitHub", "I keep the release branch while Alan is away.", "She knows the app.", "Ask again in May.", "Sample", "Access Review"];

    [Theory]
    [MemberData(nameof(Asked))]
    public async Task A_mail_that_asks_is_German_from_subject_to_footer(TaskKind task, NotificationKind kind) =>
        Assert.Empty(await EnglishOfAsync(Asking(Matter(kind == NotificationKind.Escalated ? Climbed(Climbed(Open(task))) : Open(task), kind, GermanGrace))));

    [Theory]
    [InlineData(TaskKind.Approval, Decision.Deny)]
    [InlineData(TaskKind.Provisioning, Decision.Complete)]
    [InlineData(TaskKind.Provisioning, Decision.Error)]
    [InlineData(TaskKind.Revocation, Decision.Decline)]
    [InlineData(TaskKind.Deprovisioning, Decision.Complete)]
    [InlineData(TaskKind.Deprovisioning, Decision.Error)]
    public async Task A_mail_that_tells_of_an_end_is_German_from_subject_to_footer(TaskKind task, Decision decision) =>
        Assert.Empty(await EnglishOfAsync(Telling(Matter(Decided(Open(task), decision, "Ask again in May."), NotificationKind.Outcome, GermanAda))));

    [Fact]
    public async Task So_is_one_that_tells_that_nobody_answered_and_one_that_tells_of_a_reassignment()
    {
        var silent = Climbed(Climbed(Climbed(Climbed(Open(TaskKind.Approval)))));
        var reassigned = After(Open(TaskKind.Approval), _ => new TaskCommand.Reassign(Barbara.Id, null, "She knows the app.") { At = Monday, By = Actor.Person(Grace.Id), Facts = Facts });

        Assert.Empty(await EnglishOfAsync(Telling(Matter(silent, NotificationKind.Outcome, GermanAda))));
        Assert.Empty(await EnglishOfAsync(Asking(Matter(reassigned, NotificationKind.Assigned, Barbara with { Locale = "de" }))));
    }

    [Fact]
    public void It_reads_well()
    {
        var mail = Asking(Matter(Open(TaskKind.Approval), NotificationKind.Reminder, GermanGrace));

        Assert.Equal("Erinnerung: Zugriff für Ada Lovelace auf Admin in GitHub genehmigen? #1042", mail.Subject);
        Assert.Equal("Sie sind die Führungskraft von Ada Lovelace.", mail.Why);
        Assert.Contains(("Fällig", "Montag, 30. November 2026, 10:00 (Europe/Berlin)"), mail.Facts);
        Assert.Contains(("Risiko", "Mittel"), mail.Facts);
        Assert.Equal(["Genehmigen", "Ablehnen"], mail.Buttons.Select(button => button.Label));
    }

    public static MatrixTheoryData<TaskKind, NotificationKind> Asked() => new(
        Enum.GetValues<TaskKind>(), [NotificationKind.Assigned, NotificationKind.Reminder, NotificationKind.SecondChannel, NotificationKind.Escalated]);

    private static async Task<IReadOnlyList<string>> EnglishOfAsync(MailContent content)
    {
        using var speaking = Language.Use(Language.Choose(["de-DE"]));
        await using var services = new ServiceCollection().BuildServiceProvider();
        var html = await new MailRenderer(services.GetRequiredService<IServiceScopeFactory>(), NullLoggerFactory.Instance).RenderAsync<TaskMail>(
            new Dictionary<string, object?> { [nameof(TaskMail.Content)] = content, [nameof(TaskMail.Site)] = new SiteOptions() });
        return [.. EnglishWords.InHtml(html, Data), .. EnglishWords.In([content.Subject, .. MailText.Of(content, new SiteOptions()).Split('\n').Where(line => !line.Contains("http://", StringComparison.Ordinal))], Data)];
    }
}
