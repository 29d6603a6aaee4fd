using System.Globalization;
using Microsoft.Extensions.Primitives;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Http;

/// <summary>Reads one value that came in a query or a form. Given twice, too long or not understood is a 400, not a guess.</summary>
internal static class Fields
{
    /// <summary>Longer than any id, address, key or search that is taken.</summary>
    public const int MaxCharacters = 1024;

    /// <returns>Null: it is missing or empty.</returns>
    /// <exception cref="ProblemException">Given twice, or too long.</exception>
    public static string? Text(StringValues values, string name, int max = MaxCharacters)
    {
        if (values.Count > 1)
            throw Problems.BadRequest(Say($"{name} must be given exactly once."));
        if (values is not [{ Length: > 0 } text])
            return null;
        return text.Length <= max ? text : throw Problems.BadRequest(Say($"{name} is too long."));
    }

    /// <returns>Null: it is missing or empty.</returns>
    /// <exception cref="ProblemException">Given twice, or not one of the names.</exception>
    public static T? Enum<T>(StringValues values, string name)
        where T : struct, Enum
    {
        if (Text(values, name) is not { } text)
            return null;
        return EnumNames.Read<T>(text) ?? throw Problems.BadRequest(Say($"{name} must be one of {string.Join(", ", EnumNames.AllOf<T>())}."));
    }

    /// <returns>Null: it is missing or empty.</returns>
    /// <exception cref="ProblemException">Given twice, or not a whole number from 0 on.</exception>
    public static int? Whole(StringValues values, string name)
    {
        if (Text(values, name) is not { } text)
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Problems.BadRequest(Say($"{name} must be a whole number."));
    }
}
