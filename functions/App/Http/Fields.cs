using System.Globalization;
using Microsoft.Extensions.Primitives;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Http;

/// <summary>Reads one value of a query or a form. A value that is repeated, too long or invalid is answered with 400.</summary>
internal static class Fields
{
    /// <summary>Longer than any id, URL, key or search text that is accepted.</summary>
    public const int MaxCharacters = 1024;

    /// <returns>Null if it is missing or empty.</returns>
    /// <exception cref="ProblemException">The value is repeated or too long.</exception>
    public static string? Text(StringValues values, string name, int max = MaxCharacters)
    {
        if (values.Count > 1)
            throw Problems.BadRequest(Say($"{name} must be given exactly once."));
        if (values is not [{ Length: > 0 } text])
            return null;
        return text.Length <= max ? text : throw Problems.BadRequest(Say($"{name} is too long."));
    }

    /// <returns>Null if it is missing or empty.</returns>
    /// <exception cref="ProblemException">The value is repeated, or is not one of the names.</exception>
    public static T? Enum<T>(StringValues values, string name)
        where T : struct, Enum
    {
        if (Text(values, name) is not { } text)
            return null;
        return EnumNames.Read<T>(text) ?? throw Problems.BadRequest(Say($"{name} must be one of {string.Join(", ", EnumNames.AllOf<T>())}."));
    }

    /// <returns>Null if it is missing or empty.</returns>
    /// <exception cref="ProblemException">The value is repeated, or is not <c>true</c> or <c>false</c>.</exception>
    public static bool? Flag(StringValues values, string name) => Text(values, name) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => throw Problems.BadRequest(Say($"{name} must be true or false.")),
    };

    /// <returns>Null if it is missing or empty.</returns>
    /// <exception cref="ProblemException">The value is repeated, or is not a whole number of 0 or more.</exception>
    public static int? Whole(StringValues values, string name)
    {
        if (Text(values, name) is not { } text)
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Problems.BadRequest(Say($"{name} must be a whole number."));
    }
}
