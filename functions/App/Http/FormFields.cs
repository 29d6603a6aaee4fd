using AccessReview.Domain.Directory;
using AccessReview.Domain.Text;
using Microsoft.AspNetCore.Http;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Http;

/// <summary>The one way to read a form and its fields.</summary>
public static class FormFields
{
    /// <exception cref="ProblemException">The body is not a form (415), or larger than the endpoint takes (413).</exception>
    /// <exception cref="InvalidDataException">The form cannot be read; answered with 400.</exception>
    public static async Task<IFormCollection> ReadFieldsAsync(this HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!request.HasFormContentType)
            throw Problems.UnsupportedType("application/x-www-form-urlencoded, multipart/form-data");
        await request.ReadBodyAsync(cancellationToken);
        return await request.ReadFormAsync(cancellationToken);
    }

    /// <returns>Null: it is missing or empty.</returns>
    /// <exception cref="ProblemException">Given twice, or too long.</exception>
    public static string? ReadText(this IFormCollection form, string name) => Fields.Text(Of(form)[name], name);

    /// <summary>What somebody wrote: as long as the form itself may be. The rules say how much of it is taken.</summary>
    /// <exception cref="ProblemException">Given twice.</exception>
    public static string? ReadProse(this IFormCollection form, string name) => Fields.Text(Of(form)[name], name, int.MaxValue);

    /// <exception cref="ProblemException">Missing, empty, given twice, or too long.</exception>
    public static string ReadRequired(this IFormCollection form, string name) => form.ReadText(name) ?? throw Problems.BadRequest(Say($"The form does not contain {name}."));

    /// <summary>Words to search for; null where nothing is left that can be searched.</summary>
    /// <exception cref="ProblemException">Given twice, or too long.</exception>
    public static string? ReadSearch(this IFormCollection form, string name) => PlainText.CleanLine(form.ReadText(name));

    /// <exception cref="ProblemException">Missing, given twice, too long, or with a character that is not visible.</exception>
    public static T ReadId<T>(this IFormCollection form, string name)
        where T : struct, IIdentifier<T> => GivenId.Read<T>(form.ReadRequired(name));

    /// <exception cref="ProblemException">Given twice, or not one of the names.</exception>
    public static T? ReadEnum<T>(this IFormCollection form, string name)
        where T : struct, Enum => Fields.Enum<T>(Of(form)[name], name);

    /// <exception cref="ProblemException">Given twice, or not a whole number from 0 on.</exception>
    public static int? ReadWhole(this IFormCollection form, string name) => Fields.Whole(Of(form)[name], name);

    /// <summary>A field that may be given several times, such as ticked boxes: each value once.</summary>
    /// <exception cref="ProblemException">One is too long.</exception>
    public static IReadOnlyList<string> ReadAll(this IFormCollection form, string name) =>
        [.. Of(form)[name].Select(value => Fields.Text(value, name)).OfType<string>().Distinct(StringComparer.Ordinal)];

    private static IFormCollection Of(IFormCollection form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return form;
    }
}
