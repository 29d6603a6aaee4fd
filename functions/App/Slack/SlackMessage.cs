using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AccessReview.App.Http;
using AccessReview.App.LinkPages;
using AccessReview.App.Links;
using AccessReview.App.Notifications;
using AccessReview.App.Pages;
using AccessReview.App.Text;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Links;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Slack;

/// <summary>A notification as a Slack message.</summary>
/// <param name="Text">For push notifications and for clients without blocks.</param>
/// <param name="Blocks">The message's content.</param>
/// <param name="IsAsking">The recipient is still an assignee.</param>
public sealed record SlackMessage(string Text, JsonArray Blocks, bool IsAsking)
{
    /// <summary>The action id prefix of decision buttons; Slack requires a different action id for each button of a message.</summary>
    public const string DecideAction = "decide-";

    /// <summary>The action id of the button that undoes a decision.</summary>
    public const string UndoAction = "undo";

    /// <summary>A hash of the message's content.</summary>
    public string Fingerprint { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Text}\n{Blocks.ToJsonString()}")));

    /// <summary>
    /// Creates the message from the task's current state in the recipient's language.
    /// It has the texts of the mail, but not its signed link.
    /// </summary>
    public static SlackMessage Write(TaskMailModel matter, SiteOptions site)
    {
        using var speaking = Use(Choose([matter.Recipient.Locale]));
        var page = site.At($"/tasks/{matter.Task.Number}");
        if (matter.Notice.Kind is NotificationKind.Outcome or NotificationKind.Failed)
        {
            var outcome = OutcomeMail.Write(matter, page, NotificationMails.AgainAt(matter, site));
            return Of(MailContentSafety.Escape(outcome), outcome.Buttons.Select(button => Block.Link(button.Label, button.Href)), false);
        }


        if (matter.Notice.Kind is NotificationKind.Unassigned)
            return Of(MailContentSafety.Escape(UnassignedMail.Write(matter, page)), [Block.Link(Say($"Open the task"), page)], false);
        if (matter.Notice.Kind == NotificationKind.Commented)
            return Of(MailContentSafety.Escape(CommentMail.Write(matter, page)), [Block.Link(Say($"Open the task"), page)], false);
        if (matter.Notice.Kind is NotificationKind.Question or NotificationKind.Answer or NotificationKind.Unanswered)
            return Of(MailContentSafety.Escape(QuestionMail.Write(matter, page)), [.. AnswerOf(matter), Block.Link(Say($"Open the task"), page)], false);
        if (matter.Notice.Kind is NotificationKind.RemovalPlanned or NotificationKind.RemovalContested or NotificationKind.RemovalJudged)
        {
            var removal = RemovalMail.Write(matter, site.At(RemovalPaths.Of(matter.Task.Id)));
            return Of(MailContentSafety.Escape(removal), removal.Buttons.Select(button => Block.Link(button.Label, button.Href)), false);
        }

        return StatusOf(matter) is LinkStatus.Open or LinkStatus.Renewed
            ? WithStaged(Of(MailContentSafety.Escape(TaskRequestMail.Write(matter, page)), [.. ButtonsOf(matter, page), .. WithdrawOf(matter)], true), matter)
            : Ended(matter, page);
    }

    /// <summary>The message that says that there are more tasks than were sent one by one.</summary>
    public static SlackMessage AndMore(TaskMailModel matter, SiteOptions site)
    {
        using var speaking = Use(Choose([matter.Recipient.Locale]));
        var sentence = Say($"You have more new tasks than can be shown here. Open My work, or type /access to list them.");
        return new SlackMessage(SlackText.Escape(sentence), [Block.Section(sentence), Block.Actions([Block.Link(Say($"My work"), site.At("/"))])], false);
    }

    /// <summary>The message about several tasks, with the texts of the mail. Its links open the pages of the tasks.</summary>
    public static SlackMessage Batch(SummaryMailModel matter, SiteOptions site)
    {
        ArgumentNullException.ThrowIfNull(matter);
        using var speaking = Use(Choose([matter.Recipient.Locale]));
        var links = matter.Shown.ToDictionary(one => one.Task.Id, one => site.At($"/tasks/{one.Task.Number}"));
        var content = DigestMail.Write(matter, links, site).Escape();
        JsonArray blocks = [Block.Header(content.Heading), Block.Section(content.Lead), Block.Actions([Block.Link(content.Button.Label, content.Button.Href)])];
        foreach (var part in content.Sections)
            AddPart(blocks, part);
        if (content.More is { } more)
            blocks.Add(Block.Context(more));
        foreach (var part in content.Others)
            AddPart(blocks, part);
        blocks.Add(Block.Context(content.TimesNote));
        return new SlackMessage(SlackText.Escape(content.Subject), blocks, false);
    }

    private static void AddPart(JsonArray blocks, SummaryPart part)
    {
        if (part.Heading is { } heading)
            blocks.Add(Block.Header(heading));
        foreach (var group in part.Groups)
        {
            if (group.Heading is { } access)
                blocks.Add(Block.Context($"{access}\n{group.Under}"));
            foreach (var line in group.Lines)
            {
                var row = Block.Section($"{line.Text}\n{line.Under}");
                row["accessory"] = Block.Link(Say($"Open"), line.Href);
                blocks.Add(row);
            }
        }

        if (part.More is { } more)
            blocks.Add(Block.Context(more));
    }

    public JsonObject ArgumentsIn(string channel) => new()
    {
        ["channel"] = channel,
        ["text"] = Text,
        ["blocks"] = Blocks.DeepClone(),
        // Slack must not fetch any URL of the message.
        ["unfurl_links"] = false,
        ["unfurl_media"] = false,
    };

    private static SlackMessage Of(MailModel content, IEnumerable<JsonObject> buttons, bool isAsking)
    {
        JsonArray blocks = [Block.Header(content.Heading)];
        if (content.Evidence is { } evidence)
            blocks.Add(Block.Context(EvidenceText.Listed(content.Hints) is { } hints ? $"{evidence}\n{hints}" : evidence));
        blocks.Add(Block.Section(content.Lead));
        foreach (var (who, words) in content.AllQuotes)
            blocks.Add(Block.Section($"{who}:\n{words}"));
        blocks.Add(Block.Fields(content.Facts.Select(fact => $"{fact.Label}\n{fact.Value}")));
        blocks.Add(Block.Actions(buttons));
        blocks.Add(Block.Context(content.Why));
        return new SlackMessage(SlackText.Escape(content.Subject), blocks, isAsking);
    }

    private static IEnumerable<JsonObject> ButtonsOf(TaskMailModel matter, Uri page)
    {
        var task = matter.Task;
        if (!SignInRules.MayDecide(Proof.Slack, task.Subject.Risk))
            return [Block.Link(Say($"Decide in the browser"), page), .. AskOf(matter)];
        return
        [
            .. matter.Decisions.Select(decision =>
                Block.Button(TaskText.Button(decision, task), DecideAction + DecisionNames.Of(decision), DecisionValue.Of(task, decision).ToString(), decision == KindRules.DecisionsOf(task.Kind)[0] ? "primary" : "danger")),
            .. AskOf(matter),
            Block.Link(Say($"Open the task"), page),
        ];
    }

    private static IEnumerable<JsonObject> WithdrawOf(TaskMailModel matter) =>
        matter.Task is { Staged: { } staged } task && staged.IsOf(matter.Recipient.Id) && SignInRules.MayDecide(Proof.Slack, task.Subject.Risk)
            ? [Block.Button(Say($"Withdraw"), UndoAction, DecisionValue.Of(task, staged.Decision).ToString(), null)]
            : [];

    /// <summary>Says above the buttons which decision waits for its sign-off.</summary>
    private static SlackMessage WithStaged(SlackMessage message, TaskMailModel matter)
    {
        if (matter.Task.Staged is not { } staged)
            return message;
        var by = staged.Person == matter.Recipient.Id ? null : matter.NameOf(staged.Person);
        var status = InertText.Of($"{StagedText.Status(staged.Decision, staged.MustBeConfirmed, by)}\n{StagedText.Next(staged)}");
        var blocks = (JsonArray)message.Blocks.DeepClone();
        blocks.Insert(1, Block.Section(status));
        return new SlackMessage(message.Text, blocks, message.IsAsking);
    }

    private static IEnumerable<JsonObject> AskOf(TaskMailModel matter) =>
        matter.MayAsk ? [Block.Button(Say($"Ask for information"), QuestionForm.Ask, matter.Task.Id.Value, null)] : [];

    private static IEnumerable<JsonObject> AnswerOf(TaskMailModel matter) =>
        matter.IsQuestionOpen ? [Block.Button(Say($"Answer"), QuestionForm.Answer, matter.Task.Id.Value, "primary")] : [];

    /// <summary>Who decided what, and when, without buttons.</summary>
    private static SlackMessage Ended(TaskMailModel matter, Uri page)
    {
        var question = InertText.Of(TaskText.Question(matter.Task));
        var end = LinkMessages.Of(new OpenedLink.Task(ClaimsOf(matter), matter.Task, matter.Events, matter.Facts, StatusOf(matter)));
        JsonArray blocks = [Block.Section(question), Block.Section(InertText.Of($"{end.Title}\n{end.Sentence}")), Block.Actions([.. UndoButtonOf(matter), Block.Link(Say($"Open the task"), page)])];
        if (matter.UndoUntil is { } until)
            blocks.Insert(2, Block.Section(Say($"The decision takes effect at {matter.Time.SayTime(until)}. You can undo it until then.")));
        return new SlackMessage(SlackText.Escape($"#{matter.Task.Number}: {InertText.Of(end.Title)}"), blocks, false);
    }

    private static IEnumerable<JsonObject> UndoButtonOf(TaskMailModel matter)
    {
        if (matter is { UndoUntil: not null, Task: { Undo: { } undo, LastDecision: { } last } } && SignInRules.MayDecide(Proof.Slack, matter.Task.Subject.Risk))
            yield return Block.Button(Say($"Undo"), UndoAction, new DecisionValue(matter.Task.Id, undo.Generation, undo.Step, last.Decision).ToString(), null);
    }

    private static LinkStatus StatusOf(TaskMailModel matter) => LinkStatus.Of(matter.Notice.To, matter.Notice.Generation, matter.Task, matter.Events, matter.NothingLeft);

    /// <summary>The message acts as a signed link: it is for this assignee in this generation.</summary>
    private static LinkClaims ClaimsOf(TaskMailModel matter) =>
        new("", matter.Task.Id, matter.Notice.Generation, matter.Notice.To, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, "");
}
