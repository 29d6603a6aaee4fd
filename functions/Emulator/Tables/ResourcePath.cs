namespace AccessReview.Emulator.Tables;

/// <summary>The resource of a URL: `Name`, `Name()`, `Name('key')` or `Name(PartitionKey='…',RowKey='…')`.</summary>
internal sealed record ResourcePath(string Name, string? SingleKey = null, string? PartitionKey = null, string? RowKey = null)
{
    private const string Account = "/" + DevelopmentAccount.Name;

    public bool IsEntity => PartitionKey is not null && RowKey is not null;

    /// <param name="rawPath">The path as received: in a decoded path a slash and an escaped slash look the same.</param>
    public static ResourcePath Parse(string rawPath)
    {
        if (!rawPath.StartsWith(Account, StringComparison.Ordinal))
            throw TableFaults.InvalidResourceName();
        var path = Uri.UnescapeDataString(rawPath[Account.Length..]).TrimStart('/');
        var open = path.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
            return new ResourcePath(path);
        if (path[^1] != ')')
            throw TableFaults.InvalidResourceName();

        var resource = new ResourcePath(path[..open]);
        var at = open + 1;
        while (at < path.Length - 1)
            resource = resource.With(ReadName(path, ref at), ReadQuoted(path, ref at));
        return resource;
    }

    private ResourcePath With(string name, string value) => name switch
    {
        "" => this with { SingleKey = value },
        "PartitionKey" => this with { PartitionKey = value },
        "RowKey" => this with { RowKey = value },
        _ => throw TableFaults.InvalidResourceName(),
    };

    private static string ReadName(string path, ref int at)
    {
        var quote = path.IndexOf('\'', at);
        if (quote < 0)
            throw TableFaults.InvalidResourceName();
        var name = path[at..quote].Trim(',', '=', ' ');
        at = quote;
        return name;
    }

    private static string ReadQuoted(string path, ref int at)
    {
        var start = ++at;
        while (true)
        {
            var quote = path.IndexOf('\'', at);
            if (quote < 0)
                throw TableFaults.InvalidResourceName();
            at = quote + 1;
            if (path[at] != '\'') // The closing parenthesis follows every quote.
                return path[start..quote].Replace("''", "'", StringComparison.Ordinal);
            at++;
        }
    }
}
