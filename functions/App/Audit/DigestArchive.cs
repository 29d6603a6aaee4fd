using AccessReview.App.Keys;
using Azure;
using Azure.Core;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Audit;

/// <summary>Where digests are kept: a container whose blobs nobody can change, or a folder on one machine. There is no way to write one anew.</summary>
public sealed class DigestArchive(IOptions<AuditOptions> options, TokenCredential credential, IConfiguration configuration)
{
    private static readonly BlobClientOptions WithTimeout = new() { Retry = { NetworkTimeout = TimeSpan.FromSeconds(20) } };

    private readonly string? _folder = options.Value.Folder is { } folder ? LocalFolders.Resolve(configuration, folder) : null;
    private readonly BlobContainerClient? _container = options.Value.ContainerUri is { } address
        ? new BlobContainerClient(address, credential, WithTimeout)
        : null;

    /// <summary>False: digests are not asked for.</summary>
    public bool IsThere => _container is not null || _folder is not null;

    /// <summary>False, when another one with this name is there already.</summary>
    public async Task<bool> TryAddAsync(string name, byte[] digest, CancellationToken cancellationToken)
    {
        if (_container is null)
            return await TryAddFileAsync(PathOf(name), digest, cancellationToken);
        try
        {
            var once = new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
            await _container.GetBlobClient(name).UploadAsync(new BinaryData(digest), once, cancellationToken);
            return true;
        }
        // Immutable blobs answer 409 to whoever would replace them, conditions or not.
        catch (RequestFailedException exists) when (exists.Status is 409 or 412)
        {
            return false;
        }
    }

    /// <summary>Null: there is none.</summary>
    public async Task<byte[]?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (_container is null)
            return await FindFileAsync(PathOf(name), cancellationToken);
        try
        {
            return (await _container.GetBlobClient(name).DownloadContentAsync(cancellationToken)).Value.Content.ToArray();
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    /// <summary>A folder that cannot be reached says nothing of its files: they are missing only where it is there.</summary>
    private async Task<byte[]?> FindFileAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (DirectoryNotFoundException) when (System.IO.Directory.Exists(_folder))
        {
            return null;
        }
    }

    /// <summary>Written beside and moved, so that a crash leaves no half a digest.</summary>
    private static async Task<bool> TryAddFileAsync(string path, byte[] digest, CancellationToken cancellationToken)
    {
        OwnersFiles.CreateFolder(Path.GetDirectoryName(path)!); // A file in a folder.
        var beside = $"{path}.{Guid.CreateVersion7():N}";
        await using (var file = OwnersFiles.CreateFile(beside))
            await file.WriteAsync(digest, cancellationToken);
        try
        {
            File.Move(beside, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(beside);
            return false;
        }
    }

    private string PathOf(string name) => Path.Combine(_folder ?? throw new InvalidOperationException("Set Audit:ContainerUri or Audit:Folder."), name);
}
