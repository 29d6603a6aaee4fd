using System.Security.Cryptography;
using System.Text;

namespace AccessReview.App.EvidencePacks;

/// <summary>
/// A text file of a pack, kept in a temporary file until the whole pack is complete. Beside it are the hashes of its lines, so that a
/// wrong line can be named.
/// </summary>
internal sealed class PackFile(string name) : IAsyncDisposable
{
    private readonly FileStream _content = Temporary();
    private readonly FileStream _hashes = Temporary();
    private readonly IncrementalHash _contentHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash _hashesHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public string Name { get; } = name;

    public long Lines { get; private set; }

    /// <summary>Appends whole lines. Each ends with a line break.</summary>
    public async Task WriteAsync(string lines, CancellationToken cancellationToken)
    {
        var bytes = Encoding.UTF8.GetBytes(lines);
        _contentHash.AppendData(bytes);
        await _content.WriteAsync(bytes, cancellationToken);
        for (var start = 0; start < bytes.Length;)
        {
            var end = Array.IndexOf(bytes, (byte)'\n', start) + 1;
            var hash = Encoding.ASCII.GetBytes($"{Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(start, end - start)))}\n");
            _hashesHash.AppendData(hash);
            await _hashes.WriteAsync(hash, cancellationToken);
            Lines++;
            start = end;
        }
    }

    /// <summary>What the manifest says of the file. Nothing can be appended afterwards.</summary>
    public PackedFile Complete() => new(
        Name, _content.Length, Lines, Convert.ToHexStringLower(_contentHash.GetHashAndReset()), Convert.ToHexStringLower(_hashesHash.GetHashAndReset()));

    public Task CopyContentAsync(Stream to, CancellationToken cancellationToken) => CopyAsync(_content, to, cancellationToken);

    public Task CopyHashesAsync(Stream to, CancellationToken cancellationToken) => CopyAsync(_hashes, to, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _content.DisposeAsync();
        await _hashes.DisposeAsync();
        _contentHash.Dispose();
        _hashesHash.Dispose();
    }

    /// <summary>A file that nobody else can read and that is deleted when it is closed.</summary>
    internal static FileStream Temporary()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(Path.Combine(Path.GetTempPath(), $"evidence-{Guid.CreateVersion7():N}"), options);
    }

    private static async Task CopyAsync(FileStream from, Stream to, CancellationToken cancellationToken)
    {
        await from.FlushAsync(cancellationToken);
        from.Position = 0;
        await from.CopyToAsync(to, cancellationToken);
    }
}
