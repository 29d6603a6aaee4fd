using AccessReview.App.Keys;

namespace AccessReview.App.Audit;

/// <summary>Settings <c>Audit:*</c>: the keys that sign digests, and where digests are kept.</summary>
public sealed record AuditOptions : KeyOptions
{
    public const string Section = "Audit";

    /// <summary>The file, without its ending, in which one machine keeps its own key.</summary>
    public const string LocalFile = "audit";

    /// <summary>The address of a blob container whose blobs cannot be changed; reached by managed identity.</summary>
    public Uri? ContainerUri { get; init; }

    /// <summary>On one machine: a folder, relative to the data folder. Neither this nor a container: there are no digests.</summary>
    public string? Folder { get; init; }

    public bool IsOn => ContainerUri is not null || Folder is not null;

    /// <summary>What is wrong, or null.</summary>
    public string? Fault(bool mayMakeKey)
    {
        if (!IsOn)
            return null;
        if (ContainerUri is { } address && (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)))
            return "Audit:ContainerUri must be the https address of a blob container.";
        return KeyFault(Section, mayMakeKey);
    }
}
