using System.Text.Json;
using System.Text.Json.Serialization;
using AccessReview.App.Store;
using AccessReview.Domain.Policies;

namespace AccessReview.App.Policies;

/// <summary>Reads the default policies, and the organization's own ones from its settings.</summary>
public static class PolicyCatalog
{
    private static readonly JsonSerializerOptions Strict = Make();

    /// <summary>The policies that apply if no setting chooses others: one a kind, from the file beside this one.</summary>
    public static IReadOnlyList<Policy> Defaults { get; } = ReadDefaults();

    /// <param name="document">JSON, see <see cref="PoliciesOptions.Document"/>; null: only the default policies.</param>
    /// <exception cref="JsonException">It is no such JSON.</exception>
    /// <exception cref="ArgumentException">Its policies or rules have faults; the message names each.</exception>
    public static PolicySet Read(string? document)
    {
        var own = document is null ? new PolicyDocument() : JsonSerializer.Deserialize<PolicyDocument>(document, Strict) ?? throw new JsonException("There is no object.");
        return new PolicySet(Defaults, own.Policies, own.Rules);
    }

    private static List<Policy> ReadDefaults()
    {
        using var stream = typeof(PolicyCatalog).Assembly.GetManifestResourceStream("DefaultPolicies.json")
            ?? throw new InvalidOperationException("The default policies are not in the assembly.");
        using var reader = new StreamReader(stream);
        return RowJson.Read<List<Policy>>(reader.ReadToEnd());
    }

    // An operator wrote this document, so a misspelled name must not be ignored.
    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(RowJson.Options)
        {
            AllowTrailingCommas = true,
            ReadCommentHandling = JsonCommentHandling.Skip,
            RespectNullableAnnotations = true,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        };
        options.Converters.Insert(0, new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.MakeReadOnly();
        return options;
    }

    private sealed record PolicyDocument
    {
        public IReadOnlyList<Policy> Policies { get; init; } = [];

        public IReadOnlyList<PolicyRule> Rules { get; init; } = [];
    }
}
