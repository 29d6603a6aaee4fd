using System.Globalization;
using AccessReview.App.Http;
using AccessReview.App.Links;
using AccessReview.App.Text;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.MyWork;

/// <summary>
/// The message on a page after a change and its redirect. The URL carries codes, never text, so that a forged link cannot
/// show text of its own.
/// </summary>
public static class Flash
{
    public const string Commented = "commented";
    public const string Asked = "asked";
    public const string Answered = "answered";
    public const string Reassigned = "reassigned";
    public const string Reminded = "reminded";
    public const string Cancelled = "cancelled";
    public const string Retried = "retried";

    public const string Staged = "staged";

    public const string Judged = "judged";

    public const string Reopened = "reopened";

    private const string Kept = "kept";

    private const string Code = "done";
    private const string Number = "task";
    private const string Count = "count";
    private const string All = "of";

    /// <summary>The URL to redirect to, with the result for one task.</summary>
    /// <param name="undo">The decision can be undone; null: it cannot.</param>
    public static string One(string path, string code, int number, UndoOffer? undo = null) => Add(path, undo, (Code, code), (Number, Text(number)));

    /// <summary>The URL to redirect to, with the result for several tasks.</summary>
    /// <param name="undo">The decisions that can be undone; null: none.</param>
    public static string Several(string path, string code, int count, UndoOffer? undo = null) => Add(path, undo, (Code, code), (Count, Text(count)));

    /// <summary>The URL to redirect to after decisions were undone.</summary>
    /// <param name="undone">How many of them could be undone.</param>
    public static string Undone(string path, IReadOnlyList<int> tasks, int undone)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return tasks is [var only]
            ? One(path, undone == 1 ? Reopened : Kept, only)
            : Add(path, null, (Code, undone > 0 ? Reopened : Kept), (Count, Text(undone)), (All, Text(tasks.Count)));
    }

    /// <summary>The message for the code in the URL; null: no code or an unknown one.</summary>
    /// <param name="decided">What the reader decided, as a sentence; null: the number of the task says it.</param>
    public static FlashMessage? Of(IQueryCollection query, string? decided = null)
    {
        if (query[Code] is not [{ } code])
            return null;
        var sentence = query[Number] is [{ } number] && IsWhole(number) ? OfOne(code, number, decided)
            : query[Count] is not [{ } count] || !IsWhole(count) ? null
            : query[All] is [{ } all] && IsWhole(all) ? OfUndone(code, count, all)
            : OfSeveral(code, count);
        return sentence is null ? null : new FlashMessage(sentence, code != Kept);
    }

    /// <summary>The one task that was decided, and how; null: several, none, or another code.</summary>
    public static (string Number, Decision Decision)? Decided(IQueryCollection query) =>
        query[Number] is [{ } number] && IsWhole(number) && query[Code] is [{ } code] && DecisionNames.Read(code) is { } decision ? (number, decision) : null;

    /// <summary>The code in the URL is a decision, also one that waits for its sign-off.</summary>
    public static bool IsDecision(IQueryCollection query) => query[Code] is [{ } code] && (code == Staged || DecisionNames.Read(code) is not null);

    private static string? OfSeveral(string code, string count) => code == Reassigned
        ? Say($"{count} tasks are reassigned. The new assignee gets an email.")
        : code == Staged ? Say($"{count} decisions are saved. You can change them until you sign off.")
        : DecisionNames.Read(code) is { } decision ? Say($"{count} tasks are {TaskText.Done(decision)}. You can find them under Completed tasks.") : null;

    private static string? OfUndone(string code, string undone, string all) => code switch
    {
        Reopened when undone == all => Say($"{all} decisions are undone. Their tasks are open again."),
        Reopened => Say($"{undone} of {all} decisions are undone. The others have taken effect, or their tasks have changed."),
        Kept => Say($"Nothing was undone. The decisions have taken effect, or their tasks have changed."),
        _ => null,
    };

    private static string? OfOne(string code, string number, string? decided) => code switch
    {
        Commented => Say($"Your comment was added to task #{number}."),
        Asked => Say($"Your question was sent. Reminders and deadlines of task #{number} pause until the answer."),
        Answered => Say($"Your answer to task #{number} was sent."),
        Reassigned => Say($"Task #{number} is reassigned. The new assignee gets an email."),
        Reminded => Say($"A reminder was sent to the assignees."),
        Judged => Say($"Your answer about the exception of task #{number} is saved."),
        Cancelled => Say($"Task #{number} is cancelled."),
        Reopened => Say($"The decision is undone. Task #{number} is open again."),
        Staged => Say($"Your decision on task #{number} is saved. You can change it until you sign off."),
        Kept => Say($"The decision on task #{number} was not undone. It has taken effect, or the task has changed."),
        Retried => Say($"A new task was opened to retry task #{number}."),
        _ when DecisionNames.Read(code) is { } decision => decided is null
            ? Say($"Task #{number} is {TaskText.Done(decision)}. You can find it under Completed tasks.")
            : $"{decided} {Say($"Task #{number} is listed under Completed tasks.")}",
        _ => null,
    };

    private static bool IsWhole(string text) => text.Length <= 9 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Add(string path, UndoOffer? undo, params IEnumerable<(string Name, string Value)> result)
    {
        var parameters = result.Select(one => KeyValuePair.Create(one.Name, (string?)one.Value)).ToList();
        var withUndo = parameters.Concat(undo?.Fields.Select(field => KeyValuePair.Create(field.Name, (string?)field.Value)) ?? []).ToList();
        // The URL of a filtered later page can be too long. Then redirect to the start of the list.
        var start = path.Split('?')[0];
        return Paths.Local(QueryHelpers.AddQueryString(path, withUndo))
            ?? Paths.Local(QueryHelpers.AddQueryString(start, withUndo))
            ?? QueryHelpers.AddQueryString(start, parameters);
    }
}

/// <param name="Sentence">What happened.</param>
/// <param name="IsGood">False: what the user wanted did not happen.</param>
public sealed record FlashMessage(string Sentence, bool IsGood);
