using System.Globalization;
using AccessReview.App.Http;
using AccessReview.App.Links;
using AccessReview.App.Wording;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

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
        if (query[Code] is not [{ } code] || Who(query) is not { } who)
            return null;
        return code switch
        {
            Commented => $"Your comment on {who} is added.",
            Reassigned => $"{who} is reassigned. Whoever has it now is told by mail.",
            Reminded => "Whoever is asked is reminded by mail.",
            Cancelled => $"{who} is cancelled.",
            Retried => $"What failed in {who} is tried again, by a task of its own.",
            _ => DecisionNames.Read(code) is { } decision ? $"{who} {(query.ContainsKey(Count) ? "are" : "is")} {TaskWords.Done(decision)}. You find it under Completed tasks." : null,
        };
    }

    private static string? Who(IQueryCollection query)
    {
        if (query[Number] is [{ } number] && IsWhole(number))
            return $"Task #{number}";
        return query[Count] is [{ } count] && IsWhole(count) ? $"{count} tasks" : null;
    }

    private static bool IsWhole(string text) => text.Length <= 9 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static string Add(string path, string code, string name, int number)
    {
        // A filtered list further down has a long address; where it grows too long, the beginning of the list will do.
        var parameters = new Dictionary<string, string?> { [Code] = code, [name] = number.ToString(CultureInfo.InvariantCulture) };
        var address = QueryHelpers.AddQueryString(path, parameters);
        return Paths.Local(address) ?? QueryHelpers.AddQueryString(path.Split('?')[0], parameters);
    }
}
