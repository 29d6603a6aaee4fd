using System.Globalization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Text;
using Microsoft.AspNetCore.Http;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Http;

/// <summary>Reads query parameters. A parameter that is repeated or invalid is answered with 400.</summary>
public static class QueryParameters
{
    public const int UsualLimit = 25;
    public const int MaxLimit = 100;

    /// <exception cref="ProblemException">The parameter is repeated or too long.</exception>
    public static string? ReadText(this IQueryCollection query, string name) => Fields.Text(query[name], name);

    /// <summary>Reads text to search for; null if it contains nothing searchable.</summary>
    /// <exception cref="ProblemException">The parameter is repeated or too long.</exception>
    public static string? ReadSearch(this IQueryCollection query, string name) => PlainText.CleanLine(query.ReadText(name));

    /// <exception cref="ProblemException">The parameter is repeated, too long, or contains an invisible character.</exception>
    public static T? ReadId<T>(this IQueryCollection query, string name)
        where T : struct, IIdentifier<T> =>
        query.ReadText(name) is { } text ? GivenId.Read<T>(text) : null;

    /// <exception cref="ProblemException">The parameter is not one of the names.</exception>
    public static T? ReadEnum<T>(this IQueryCollection query, string name)
        where T : struct, Enum => Fields.Enum<T>(query[name], name);

    /// <returns>Null if it is missing or empty.</returns>
    /// <exception cref="ProblemException">The parameter is not <c>true</c> or <c>false</c>.</exception>
    public static bool? ReadFlag(this IQueryCollection query, string name) => Fields.Flag(query[name], name);

    /// <summary>The page size: 1 to 100, by default 25.</summary>
    /// <exception cref="ProblemException">The number is invalid or out of range.</exception>
    public static int ReadLimit(this IQueryCollection query)
    {
        if (query.ReadText("limit") is not { } text)
            return UsualLimit;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MaxLimit
            ? limit
            : throw Problems.BadRequest(Say($"limit must be a whole number from 1 to {MaxLimit}."));
    }
}
