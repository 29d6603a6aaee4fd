using AccessReview.App.Keys;

namespace AccessReview.App.Audit;

/// <summary>Settings <c>Audit:*</c>: the keys that sign digests, and where digests are stored.</summary>
public sealed record AuditOptions : KeyOptions
{
    public const string Section = "Audit";

    /// <summary>The file, without its extension, with the key of a single machine.</summary>
    public const string LocalFile = "audit";

    /// <summary>The URL of a container of immutable blobs, used with managed identity; null: none.</summary>
    public Uri? ContainerUri { get; init; }

    /// <summary>For one machine: a folder, relative to the data folder. Without a folder and a container there are no digests.</summary>
    public string? Folder { get; init; }

    public bool IsOn => ContainerUri is not null || Folder is not null;

    /// <summary>Returns the error in the settings; null: none.</summary>
    public string? Fault(bool mayMakeKey)
    {
        if (!IsOn)
            return null;
        if (ContainerUri is { } address && (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)))
            return "Audit:ContainerUri must be the https address of a blob container.";
        return KeyFault(Section, mayMakeKey);
    }
}
