using AccessReview.Domain.Directory;
using AccessReview.Domain.Text;
using Microsoft.AspNetCore.Http;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Http;

/// <summary>Reads a form and its fields. All endpoints read forms through this class.</summary>
public static class FormFields
{
    /// <exception cref="ProblemException">The body is not a form (415), or is larger than the endpoint allows (413).</exception>
    /// <exception cref="InvalidDataException">The form cannot be read; answered with 400.</exception>
    public static async Task<IFormCollection> ReadFieldsAsync(this HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!request.HasFormContentType)
            throw Problems.UnsupportedType("application/x-www-form-urlencoded, multipart/form-data");
        await request.ReadBodyAsync(cancellationToken);
        return await request.ReadFormAsync(cancellationToken);
    }

    /// <returns>Null if it is missing or empty.</returns>
    /// <exception cref="ProblemException">The field is repeated or too long.</exception>
    public static string? ReadText(this IFormCollection form, string name) => Fields.Text(Of(form)[name], name);

    /// <summary>Reads free text of any length that the form can hold. The domain rules limit its length.</summary>
    /// <exception cref="ProblemException">The field is repeated.</exception>
    public static string? ReadProse(this IFormCollection form, string name) => Fields.Text(Of(form)[name], name, int.MaxValue);

    /// <exception cref="ProblemException">The field is missing, empty, repeated or too long.</exception>
    public static string ReadRequired(this IFormCollection form, string name) => form.ReadText(name) ?? throw Problems.BadRequest(Say($"The form does not contain {name}."));

    /// <summary>Reads text to search for; null if it contains nothing searchable.</summary>
    /// <exception cref="ProblemException">The field is repeated or too long.</exception>
    public static string? ReadSearch(this IFormCollection form, string name) => PlainText.CleanLine(form.ReadText(name));

    /// <exception cref="ProblemException">The field is missing, repeated, too long, or contains an invisible character.</exception>
    public static T ReadId<T>(this IFormCollection form, string name)
        where T : struct, IIdentifier<T> => GivenId.Read<T>(form.ReadRequired(name));

    /// <exception cref="ProblemException">The field is repeated, or is not one of the names.</exception>
    public static T? ReadEnum<T>(this IFormCollection form, string name)
        where T : struct, Enum => Fields.Enum<T>(Of(form)[name], name);

    /// <exception cref="ProblemException">The field is repeated, or is not a whole number of 0 or more.</exception>
    public static int? ReadWhole(this IFormCollection form, string name) => Fields.Whole(Of(form)[name], name);

    /// <summary>Reads a field that may occur several times, such as ticked boxes. Returns each value once.</summary>
    /// <exception cref="ProblemException">A value is too long.</exception>
    public static IReadOnlyList<string> ReadAll(this IFormCollection form, string name) =>
        [.. Of(form)[name].Select(value => Fields.Text(value, name)).OfType<string>().Distinct(StringComparer.Ordinal)];

    private static IFormCollection Of(IFormCollection form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return form;
    }
}
