namespace Azure.Communication.Email;

/// <summary><c>endpoint=https://name.communication.azure.com/;accesskey=…</c>.</summary>
internal sealed record ConnectionString(Uri Endpoint, byte[] AccessKey)
{
    /// <exception cref="InvalidOperationException">A part is missing or unreadable.</exception>
    public static ConnectionString Parse(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        var parts = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .ToDictionary(part => part[0], part => part.ElementAtOrDefault(1) ?? string.Empty, StringComparer.OrdinalIgnoreCase);
        if (!Uri.TryCreate(Part("endpoint"), UriKind.Absolute, out var endpoint))
            throw new InvalidOperationException("The endpoint of the connection string is not an address.");
        try
        {
            return new ConnectionString(endpoint, Convert.FromBase64String(Part("accesskey")));
        }
        catch (FormatException malformed)
        {
            throw new InvalidOperationException("The access key of the connection string is not Base64.", malformed);
        }

        string Part(string name) => parts.GetValueOrDefault(name) is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException($"The connection string is missing its required property '{name}'.");
    }
}
