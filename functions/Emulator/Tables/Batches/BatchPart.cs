namespace AccessReview.Emulator.Tables.Batches;

/// <summary>One unread request of a batch.</summary>
internal sealed record BatchPart(string Method, string Target, string? IfMatch, ReadOnlyMemory<byte> Body)
{
    public EntityOperation Operation()
    {
        // Parts contain absolute URLs.
        var path = Target;
        if (Uri.TryCreate(Target, UriKind.Absolute, out var address) && address.Scheme.StartsWith("http", StringComparison.Ordinal))
            path = address.AbsolutePath;
        var query = path.IndexOf('?', StringComparison.Ordinal);
        return EntityChange.Read(Method, ResourcePath.Parse(query < 0 ? path : path[..query]), IfMatch, Body);
    }
}
