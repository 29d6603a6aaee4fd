using AccessReview.App.Email;
using AccessReview.App.Http;
using AccessReview.App.Notifications;
using AccessReview.App.Tasks;
using AccessReview.App.Tests.Wording;
using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using static AccessReview.App.Tests.Notifications.MailSamples;

namespace AccessReview.App.Tests.Notifications;

/// <summary>Every kind of mail for a German reader.</summary>
public sealed class GermanMailSpecs
{
    private static readonly User GermanGrace = Grace with { Locale = "de-DE" };

    private static readonly User GermanAda = Ada with { Locale = "de-DE" };

    private static readonly string[] Data =
        ["Ada Lovelace", "Grace Hopper", "Barbara Liskov", "ada-l", "Admin", "GitHub", "I keep the release branch while Alan is away.", "She knows the app.", "Ask again in May.", "Sample", "Access Review"];

    [Theory]
    [MemberData(nameof(Asked))]
    public async Task A_task_mail_to_a_German_reader_is_German_from_subject_to_footer(TaskKind task, NotificationKind kind) =>
        Assert.Empty(await EnglishOfAsync(Asking(Matter(kind == NotificationKind.Escalated ? Climbed(Climbed(Open(task))) : Open(task), kind, GermanGrace))));

    [Theory]
    [InlineData(TaskKind.Approval, Decision.Deny)]
    [InlineData(TaskKind.Provisioning, Decision.Complete)]
    [InlineData(TaskKind.Provisioning, Decision.Error)]
    [InlineData(TaskKind.Revocation, Decision.Decline)]
    [InlineData(TaskKind.Deprovisioning, Decision.Complete)]
    [InlineData(TaskKind.Deprovisioning, Decision.Error)]
    public async Task An_outcome_mail_to_a_German_reader_is_German_from_subject_to_footer(TaskKind task, Decision decision) =>
        Assert.Empty(await EnglishOfAsync(Telling(Matter(Decided(Open(task), decision, "Ask again in May."), NotificationKind.Outcome, GermanAda))));

    [Fact]
    public async Task Mails_about_no_response_and_about_a_reassignment_are_German_for_a_German_reader()
    {
        var silent = Climbed(Climbed(Climbed(Climbed(Open(TaskKind.Approval)))));
        var reassigned = After(Open(TaskKind.Approval), _ => new TaskCommand.Reassign(Barbara.Id, null, "She knows the app.") { At = Monday, By = Actor.Person(Grace.Id), Facts = Facts });

        Assert.Empty(await EnglishOfAsync(Telling(Matter(silent, NotificationKind.Outcome, GermanAda))));
        Assert.Empty(await EnglishOfAsync(Asking(Matter(reassigned, NotificationKind.Assigned, Barbara with { Locale = "de" }))));
    }

    [Fact]
    public async Task Mails_about_a_question_and_its_answer_are_German_for_a_German_reader()
    {
        using var speaking = Language.Use(Language.Choose([GermanGrace.Locale]));
        var asked = After(Open(TaskKind.Approval), _ => new TaskCommand.AskRequester("She knows the app.") { At = Monday, By = Actor.Person(Grace.Id), Facts = Facts });
        var answered = After(asked, _ => new TaskCommand.AnswerQuestion("Ask again in May.") { At = Monday, By = Actor.Person(Ada.Id), Facts = Facts });
        var late = After(asked, _ => new TaskCommand.TimeOutQuestion { At = Monday + TaskMachine.TimeToAnswer, By = Actor.System, Facts = Facts });

        Assert.Empty(await EnglishOfAsync(QuestionMail.Write(Matter(asked, NotificationKind.Question, GermanAda), Link)));
        Assert.Empty(await EnglishOfAsync(QuestionMail.Write(Matter(answered, NotificationKind.Answer, GermanGrace), Link)));
        Assert.Empty(await EnglishOfAsync(QuestionMail.Write(Matter(late, NotificationKind.Unanswered, GermanGrace), Link)));
    }

    [Fact]
    public async Task A_mail_about_a_task_without_an_eligible_assignee_is_German_for_a_German_reader()
    {
        using var speaking = Language.Use(Language.Choose([GermanGrace.Locale]));

        Assert.Empty(await EnglishOfAsync(UnassignedMail.Write(Matter(Open(TaskKind.Approval), NotificationKind.Unassigned, GermanGrace), Link)));
    }

    [Theory]
    [InlineData(SummaryKind.Gathered)]
    [InlineData(SummaryKind.Digest)]
    [InlineData(SummaryKind.Delegated)]
    public async Task A_batch_mail_is_German_for_a_German_reader(SummaryKind kind)
    {
        using var speaking = Language.Use(Language.Choose([GermanGrace.Locale]));
        ReviewTask[] waiting = [.. Enum.GetValues<TaskKind>().Select(task => ReviewTask.Fold(Open(task)))];
        ReviewTask[] ended = kind == SummaryKind.Digest ? [ReviewTask.Fold(Decided(Open(TaskKind.Approval), Decision.Deny, "Ask again in May."))] : [];
        var items = waiting.Select((task, index) => new SummaryItem(kind == SummaryKind.Gathered ? (SummarySection)index : SummarySection.Open, TaskRow.Unassigned(task))).ToList();
        var matter = new SummaryMailModel(kind, GermanGrace, Monday.AddDays(8))
        {
            Items = [.. items, .. items],
            Shown = [.. items.Zip(waiting)],
            Ended = ended,
            Away = Ada with { DelegateUntil = Monday.AddDays(9) },
            OnBehalfOf = waiting.Take(1).ToDictionary(task => task.Id, _ => Ada.DisplayName),
        };

        var content = DigestMail.Write(matter, waiting.ToDictionary(task => task.Id, _ => Link), new SiteOptions());

        Assert.Empty(EnglishWords.InHtml(await RenderAsync<SummaryMail>(nameof(SummaryMail.Content), content), Data));
        Assert.Empty(EnglishOfText(content.Subject, SummaryText.Of(content, new SiteOptions())));
    }

    [Fact]
    public void German_mails_contain_the_expected_sentences()
    {
        var mail = Asking(Matter(Open(TaskKind.Approval), NotificationKind.Reminder, GermanGrace));

        Assert.Equal("Erinnerung: Zugriff für Ada Lovelace auf Admin (GitHub) genehmigen? #1042", mail.Subject);
        Assert.Equal("Sie sind die Führungskraft von Ada Lovelace.", mail.Why);
        Assert.Contains(("Fällig", "Montag, 30. November 2026, 10:00 (Europe/Berlin)"), mail.Facts);
        Assert.Contains(("Risiko", "Mittel"), mail.Facts);
        Assert.Equal(["Genehmigen", "Ablehnen"], mail.Buttons.Select(button => button.Label));
    }

    public static MatrixTheoryData<TaskKind, NotificationKind> Asked() => new(
        Enum.GetValues<TaskKind>(), [NotificationKind.Assigned, NotificationKind.Reminder, NotificationKind.SecondChannel, NotificationKind.Escalated]);

    private static async Task<IReadOnlyList<string>> EnglishOfAsync(MailModel content)
    {
        using var speaking = Language.Use(Language.Choose(["de-DE"]));
        return [.. EnglishWords.InHtml(await RenderAsync<TaskMail>(nameof(TaskMail.Content), content), Data), .. EnglishOfText(content.Subject, MailText.Of(content, new SiteOptions()))];
    }

    // A URL has no language.
    private static IReadOnlyList<string> EnglishOfText(string subject, string text) =>
        EnglishWords.In([subject, .. text.Split('\n').Where(line => !line.Contains("http://", StringComparison.Ordinal))], Data);

    private static async Task<string> RenderAsync<T>(string name, object content)
        where T : Microsoft.AspNetCore.Components.IComponent
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        return await new MailRenderer(services.GetRequiredService<IServiceScopeFactory>(), NullLoggerFactory.Instance)
            .RenderAsync<T>(new Dictionary<string, object?> { [name] = content, [nameof(TaskMail.Site)] = new SiteOptions() });
    }
}
