namespace AccessReview.Emulator.Email;

/// <summary>Reads <c>endpoint=http://name/;accesskey=…</c>.</summary>
internal static class EmailConnectionString
{
    public static Uri EndpointOf(string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        foreach (var part in connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (part.Split('=', 2) is [var name, var value]
                && name.Equals("endpoint", StringComparison.OrdinalIgnoreCase)
                && Uri.TryCreate(value, UriKind.Absolute, out var endpoint))
            {
                return endpoint;
            }
        }

        throw new InvalidOperationException("The connection string is missing its required property 'endpoint'.");
    }
}
