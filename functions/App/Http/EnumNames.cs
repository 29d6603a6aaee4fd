using System.Text.Json;

namespace AccessReview.App.Http;

/// <summary>The values of an enum as the API, addresses and forms name them: camelCase, exactly so. No number, no list, no other case.</summary>
public static class EnumNames
{
    public static string Of(Enum value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
    }

    /// <summary>Every name, in the order of the values.</summary>
    public static IReadOnlyList<string> AllOf<T>()
        where T : struct, Enum => Names<T>.InOrder;

    /// <summary>The value of a name, or null where no value has this name.</summary>
    public static T? Read<T>(string? name)
        where T : struct, Enum => name is not null && Names<T>.Values.TryGetValue(name, out var value) ? value : null;

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<string, T> Values = Enum.GetValues<T>().ToDictionary(value => Of(value), StringComparer.Ordinal);

        public static readonly IReadOnlyList<string> InOrder = [.. Values.Keys];
    }
}
