using System.Globalization;
using AccessReview.App.Http;
using AccessReview.App.Links;
using AccessReview.App.Text;
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
    public const string Reassigned = "reassigned";
    public const string Reminded = "reminded";
    public const string Cancelled = "cancelled";
    public const string Retried = "retried";

    private const string Code = "done";
    private const string Number = "task";
    private const string Count = "count";

    /// <summary>The URL to redirect to, with the result for one task.</summary>
    public static string One(string path, string code, int number) => Add(path, code, Number, number);

    /// <summary>The URL to redirect to, with the result for several tasks.</summary>
    public static string Several(string path, string code, int count) => Add(path, code, Count, count);

    /// <summary>The message for the code in the URL; null: no code or an unknown one.</summary>
    public static string? Of(IQueryCollection query)
    {
        if (query[Code] is not [{ } code])
            return null;
        if (query[Number] is [{ } number] && IsWhole(number))
            return OfOne(code, number);
        return query[Count] is [{ } count] && IsWhole(count) ? OfSeveral(code, count) : null;
    }

    /// <summary>The code in the URL is a decision.</summary>
    public static bool IsDecision(IQueryCollection query) => query[Code] is [{ } code] && DecisionNames.Read(code) is not null;

    private static string? OfSeveral(string code, string count) => code == Reassigned
        ? Say($"{count} tasks are reassigned. The new assignee gets an email.")
        : DecisionNames.Read(code) is { } decision ? Say($"{count} tasks are {TaskText.Done(decision)}. You can find them under Completed tasks.") : null;

    private static string? OfOne(string code, string number) => code switch
    {
        Commented => Say($"Your comment was added to task #{number}."),
        Reassigned => Say($"Task #{number} is reassigned. The new assignee gets an email."),
        Reminded => Say($"A reminder was sent to the assignees."),
        Cancelled => Say($"Task #{number} is cancelled."),
        Retried => Say($"A new task was opened to retry task #{number}."),
        _ => DecisionNames.Read(code) is { } decision ? Say($"Task #{number} is {TaskText.Done(decision)}. You can find it under Completed tasks.") : null,
    };

    private static bool IsWhole(string text) => text.Length <= 9 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static string Add(string path, string code, string name, int number)
    {
        // The URL of a filtered later page can be too long. Then redirect to the start of the list.
        var parameters = new Dictionary<string, string?> { [Code] = code, [name] = number.ToString(CultureInfo.InvariantCulture) };
        var address = QueryHelpers.AddQueryString(path, parameters);
        return Paths.Local(address) ?? QueryHelpers.AddQueryString(path.Split('?')[0], parameters);
    }
}
