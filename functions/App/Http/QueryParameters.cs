using System.Globalization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Text;
using Microsoft.AspNetCore.Http;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Http;

/// <summary>Query parameters, read strictly: one that is given twice or cannot be understood is a 400, not a guess.</summary>
public static class QueryParameters
{
    public const int UsualLimit = 25;
    public const int MaxLimit = 100;

    /// <exception cref="ProblemException">Given twice, or too long.</exception>
    public static string? ReadText(this IQueryCollection query, string name) => Fields.Text(query[name], name);

    /// <summary>Words to search for; null where nothing is left that can be searched.</summary>
    /// <exception cref="ProblemException">Given twice, or too long.</exception>
    public static string? ReadSearch(this IQueryCollection query, string name) => PlainText.CleanLine(query.ReadText(name));

    /// <exception cref="ProblemException">Given twice, too long, or with a character that is not visible.</exception>
    public static T? ReadId<T>(this IQueryCollection query, string name)
        where T : struct, IIdentifier<T> =>
        query.ReadText(name) is { } text ? GivenId.Read<T>(text) : null;

    /// <exception cref="ProblemException">Not one of the names.</exception>
    public static T? ReadEnum<T>(this IQueryCollection query, string name)
        where T : struct, Enum => Fields.Enum<T>(query[name], name);

    /// <summary>The page size: 1 to 100, usually 25.</summary>
    /// <exception cref="ProblemException">Not such a number.</exception>
    public static int ReadLimit(this IQueryCollection query)
    {
        if (query.ReadText("limit") is not { } text)
            return UsualLimit;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MaxLimit
            ? limit
            : throw Problems.BadRequest(Say($"limit must be a whole number from 1 to {MaxLimit}."));
    }
}
