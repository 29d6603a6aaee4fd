using System.Text.Json;
using AccessReview.Domain.Policies;

namespace AccessReview.App.Policies;

/// <summary>Settings under <c>Policies</c>: the organization's own policies, and the rules that choose them.</summary>
public sealed record PoliciesOptions
{
    public const string Section = "Policies";

    /// <summary>
    /// JSON with <c>policies</c> (as in DefaultPolicies.json) and <c>rules</c>: kind, policy and, optionally, minimumRisk, app and
    /// entitlement. Empty: the default policies.
    /// </summary>
    public string Document { get; init; } = "";

    /// <summary>A file with the same JSON instead. A relative name is in the data folder.</summary>
    public string File { get; init; } = "";

    /// <summary>Returns what is wrong with the settings, or null.</summary>
    /// <param name="resolve">Finds the full path of a relative file name; null: there is no data folder.</param>
    internal string? Fault(Func<string, string?> resolve)
    {
        try
        {
            Read(resolve);
            return null;
        }
        catch (Exception failed) when (failed is JsonException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            return $"{Section}:{(File.Length > 0 ? nameof(File) : nameof(Document))} is not valid. {failed.Message}";
        }
    }

    /// <exception cref="JsonException">The document is not the expected JSON.</exception>
    /// <exception cref="ArgumentException">Both settings are given, or the policies have faults.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    internal PolicySet Read(Func<string, string?> resolve)
    {
        if (Document.Length > 0 && File.Length > 0)
            throw new ArgumentException($"Set {Section}:{nameof(Document)} or {Section}:{nameof(File)}, not both.");
        if (File.Length == 0)
            return PolicyCatalog.Read(Document.Length > 0 ? Document : null);
        var path = resolve(File) ?? throw new ArgumentException($"Write the full path of {File}: there is no data folder.");
        return PolicyCatalog.Read(System.IO.File.ReadAllText(path));
    }
}
