namespace AccessReview.Emulator.Tables.Batches;

/// <summary>One request inside a batch, still unread.</summary>
internal sealed record BatchPart(string Method, string Target, string? IfMatch, ReadOnlyMemory<byte> Body)
{
    public EntityOperation Operation()
    {
        // Parts name absolute addresses.
        var path = Target;
        if (Uri.TryCreate(Target, UriKind.Absolute, out var address) && address.Scheme.StartsWith("http", StringComparison.Ordinal))
            path = address.AbsolutePath;
        var query = path.IndexOf('?', StringComparison.Ordinal);
        return EntityChange.Read(Method, ResourcePath.Parse(query < 0 ? path : path[..query]), IfMatch, Body);
    }
}
