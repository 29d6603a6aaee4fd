namespace AccessReview.App.Keys;

/// <summary>Keys of one purpose: one signs, all verify, so that keys are replaced under what is still on its way.</summary>
public record KeyOptions
{
    public const int KeyBytes = 32;

    private const string HowToMake = "Create one with: openssl rand -base64 32";

    /// <summary>The name of the key that signs; the others only verify.</summary>
    public string? SigningKey { get; init; }

    /// <summary>By name, base64 of 32 random bytes. An empty one is none: so a layer of settings takes out what another holds.</summary>
    public Dictionary<string, string?> Keys { get; init; } = [];

    /// <summary>Where one machine keeps its own key when none is set; relative to the data folder.</summary>
    public string? KeyFolder { get; init; }

    public IReadOnlyDictionary<string, string> PresentKeys =>
        Keys.Where(key => !string.IsNullOrEmpty(key.Value)).ToDictionary(key => key.Key, key => key.Value!, StringComparer.Ordinal); // Not empty.

    /// <summary>What is wrong with the keys, or null.</summary>
    /// <param name="section">The settings' section, for the sentence.</param>
    /// <param name="mayMakeKey">This machine makes a key of its own where none is set.</param>
    public string? KeyFault(string section, bool mayMakeKey)
    {
        var keys = PresentKeys;
        if (keys.Count == 0 && SigningKey is null)
            return mayMakeKey ? null : $"Set {section}:SigningKey to the name of a key, and {section}:Keys:{{name}} to base64 of 32 random bytes.";
        if (SigningKey is null || !keys.ContainsKey(SigningKey))
            return $"{section}:SigningKey must be the name of one of {section}:Keys.";
        return keys.Select(key => FaultOf(section, key.Key, key.Value)).FirstOrDefault(fault => fault is not null);
    }

    private static string? FaultOf(string section, string name, string value)
    {
        if (!IsName(name))
            return $"The name of one of {section}:Keys is refused: a name has 1 to 32 letters, digits, - or _.";
        Span<byte> bytes = stackalloc byte[3 * KeyBytes];
        if (!Convert.TryFromBase64String(value, bytes, out var count) || count != KeyBytes)
            return $"{section}:Keys:{name} is not base64 of 32 bytes. {HowToMake}";
        return KeyStrength.IsWeak(bytes[..count]) ? $"{section}:Keys:{name} repeats itself, so it could be guessed. {HowToMake}" : null;
    }

    public static bool IsName(string name) =>
        name is { Length: >= 1 and <= 32 } && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');
}
