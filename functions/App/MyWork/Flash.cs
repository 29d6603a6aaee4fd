using System.Globalization;
using AccessReview.App.Http;
using AccessReview.App.Links;
using AccessReview.App.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.MyWork;

/// <summary>What a page says after a change was made and the browser was sent on. The address carries codes, never words: nobody can put words into our mouth by a link.</summary>
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

    /// <summary>Somewhere to go on to, with what was done to one task.</summary>
    public static string One(string path, string code, int number) => Add(path, code, Number, number);

    /// <summary>Somewhere to go on to, with what was done to several.</summary>
    public static string Several(string path, string code, int count) => Add(path, code, Count, count);

    /// <summary>The sentence to say, if the address asks for one that there is.</summary>
    public static string? Of(IQueryCollection query)
    {
        if (query[Code] is not [{ } code])
            return null;
        if (query[Number] is [{ } number] && IsWhole(number))
            return OfOne(code, number);
        return query[Count] is [{ } count] && IsWhole(count) && DecisionNames.Read(code) is { } decision
            ? Say($"{count} tasks are {TaskText.Done(decision)}. You can find them under Completed tasks.")
            : null;
    }

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
        // A filtered list further down has a long address; where it grows too long, the beginning of the list will do.
        var parameters = new Dictionary<string, string?> { [Code] = code, [name] = number.ToString(CultureInfo.InvariantCulture) };
        var address = QueryHelpers.AddQueryString(path, parameters);
        return Paths.Local(address) ?? QueryHelpers.AddQueryString(path.Split('?')[0], parameters);
    }
}
