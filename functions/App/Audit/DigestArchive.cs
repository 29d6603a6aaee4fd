using AccessReview.App.Configuration;
using AccessReview.App.Keys;
using Azure;
using Azure.Core;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Audit;

/// <summary>
/// The storage of digests and of other records that nobody may change: a container of immutable blobs, or a folder on one machine.
/// What is stored cannot be overwritten.
/// </summary>
public sealed class DigestArchive(IOptions<AuditOptions> options, TokenCredential credential, IConfiguration configuration)
{
    private static readonly BlobClientOptions WithTimeout = new() { Retry = { NetworkTimeout = TimeSpan.FromSeconds(20) } };

    private readonly string? _folder = options.Value.Folder is { } folder ? LocalFolders.Resolve(configuration, folder) : null;
    private readonly BlobContainerClient? _container = options.Value.ContainerUri is { } address
        ? new BlobContainerClient(address, credential, WithTimeout)
        : null;

    /// <summary>False: digests are not configured.</summary>
    public bool IsThere => _container is not null || _folder is not null;

    /// <summary>Returns false if there is something with this name.</summary>
    public async Task<bool> TryAddAsync(string name, byte[] content, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream(content, writable: false);
        return await TryAddAsync(name, stream, cancellationToken);
    }

    /// <summary>Returns false if there is something with this name.</summary>
    /// <param name="content">It is read from its position to its end.</param>
    public async Task<bool> TryAddAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        if (_container is null)
            return await TryAddFileAsync(PathOf(name), content, cancellationToken);
        try
        {
            var once = new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
            await _container.GetBlobClient(name).UploadAsync(content, once, cancellationToken);
            return true;
        }
        // Immutable blobs answer 409 to any overwrite, even without the condition.
        catch (RequestFailedException exists) when (exists.Status is 409 or 412)
        {
            return false;
        }
    }

    /// <summary>Returns whether there is something with this name, without reading it.</summary>
    public async Task<bool> HoldsAsync(string name, CancellationToken cancellationToken) =>
        _container is null ? File.Exists(PathOf(name)) : (await _container.GetBlobClient(name).ExistsAsync(cancellationToken)).Value;

    /// <summary>Returns null if there is none.</summary>
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

    /// <summary>If the folder cannot be reached, the file is not reported as missing.</summary>
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

    /// <summary>Writes to a temporary file and moves it, so that a crash leaves no partial file.</summary>
    private static async Task<bool> TryAddFileAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        OwnersFiles.CreateFolder(Path.GetDirectoryName(path)!); // Not null: the path has a folder.
        var beside = $"{path}.{Guid.CreateVersion7():N}";
        await using (var file = OwnersFiles.CreateFile(beside))
            await content.CopyToAsync(file, cancellationToken);
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
