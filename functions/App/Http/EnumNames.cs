using System.Text.Json;

namespace AccessReview.App.Http;

/// <summary>The names of an enum's values in the API, URLs and forms: camelCase, case-sensitive. Numbers and lists are not accepted.</summary>
public static class EnumNames
{
    public static string Of(Enum value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
    }

    /// <summary>All names, in the order of the values.</summary>
    public static IReadOnlyList<string> AllOf<T>()
        where T : struct, Enum => Names<T>.InOrder;

    /// <summary>Returns the value with this name, or null if there is none.</summary>
    public static T? Read<T>(string? name)
        where T : struct, Enum => name is not null && Names<T>.Values.TryGetValue(name, out var value) ? value : null;

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<string, T> Values = Enum.GetValues<T>().ToDictionary(value => Of(value), StringComparer.Ordinal);

        public static readonly IReadOnlyList<string> InOrder = [.. Values.Keys];
    }
}
