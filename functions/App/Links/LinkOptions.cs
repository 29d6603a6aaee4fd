namespace AccessReview.App.Links;

/// <summary>How somebody who holds a signed link may decide.</summary>
public enum LinkDecision
{
    /// <summary>On the page that the link opens, for low and medium risk.</summary>
    Signed,

    /// <summary>Only after they have signed in.</summary>
    SignIn,
}

/// <summary>Settings <c>Links:*</c>. Read anew every minute, so that a key that is taken out dies without a restart.</summary>
public sealed record LinkOptions
{
    public const string Section = "Links";

    public const int MostKeys = 4;

    /// <summary>The name of the key that signs; the others only verify.</summary>
    public string? SigningKey { get; init; }

    /// <summary>By name, base64 of 32 random bytes. An empty one is none: so a layer of settings takes out what another holds.</summary>
    public Dictionary<string, string?> Keys { get; init; } = [];

    /// <summary>Where one machine keeps its own key when none is set.</summary>
    public string? KeyFolder { get; init; }

    public string Decide { get; init; } = "signed";

    public LinkDecision Decision => Decide == "sign-in" ? LinkDecision.SignIn : LinkDecision.Signed;

    public IReadOnlyDictionary<string, string> PresentKeys =>
        Keys.Where(key => !string.IsNullOrEmpty(key.Value)).ToDictionary(key => key.Key, key => key.Value!, StringComparer.Ordinal); // Not empty.

    /// <summary>What is wrong, or null.</summary>
    public string? Fault(bool mayMakeKey)
    {
        if (Decide is not ("signed" or "sign-in"))
            return "Links:Decide is signed or sign-in.";
        var keys = PresentKeys;
        if (keys.Count == 0 && SigningKey is null)
            return mayMakeKey ? null : "Set Links:SigningKey to the name of a key, and Links:Keys:{name} to base64 of 32 random bytes.";
        if (SigningKey is null || !keys.ContainsKey(SigningKey))
            return "Links:SigningKey must name one of Links:Keys.";
        if (keys.Count > MostKeys)
            return "Links:Keys holds one key that signs and at most three that verify.";
        return keys.All(key => LinkToken.IsKeyName(key.Key) && IsKey(key.Value)) ? null : "A link key's name has 1 to 32 letters, digits, - or _, its value is base64 of 32 bytes.";
    }

    private static bool IsKey(string value)
    {
        Span<byte> bytes = stackalloc byte[LinkToken.KeyBytes + 1];
        return Convert.TryFromBase64String(value, bytes, out var count) && count == LinkToken.KeyBytes;
    }
}
