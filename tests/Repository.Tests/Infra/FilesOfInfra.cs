using AccessReview.App.Tests.Drivers;

namespace AccessReview.Repository.Tests.Infra;

/// <summary>A copy of the infra folder that a test can change.</summary>
internal sealed class FilesOfInfra : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("access-review-infra-");

    private FilesOfInfra()
    {
    }

    public string Folder => _folder.FullName;

    public static async Task<FilesOfInfra> CopyAsync(CancellationToken cancellationToken)
    {
        var copy = new FilesOfInfra();
        foreach (var file in Directory.EnumerateFiles(Checkout.PathOf("infra"), "*", SearchOption.AllDirectories))
        {
            var to = copy.PathOf(Path.GetRelativePath(Checkout.PathOf("infra"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!); // Beneath the copy's folder.
            await File.WriteAllBytesAsync(to, await File.ReadAllBytesAsync(file, cancellationToken), cancellationToken);
        }

        return copy;
    }

    public string PathOf(params string[] parts) => Path.Combine([Folder, .. parts]);

    public ValueTask DisposeAsync()
    {
        _folder.Delete(true);
        return ValueTask.CompletedTask;
    }
}
