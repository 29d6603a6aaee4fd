using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace AccessReview.App.Keys;

/// <summary>The keys of one machine: each made once, kept in a file that only its owner reads. There is no default key.</summary>
public sealed class LocalKeys(IHostEnvironment environment, IConfiguration configuration)
{
    public const string Name = "local";

    public bool MayMake => environment.IsDevelopment();

    /// <param name="folder">Null: the user's own.</param>
    /// <param name="file">Without its ending.</param>
    public byte[] Read(string? folder, string file)
    {
        folder = folder is not null
            ? LocalFolders.Resolve(configuration, folder) ?? throw new InvalidOperationException($"The folder {folder} for keys is relative to nothing here: write a full path.")
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "AccessReview");
        OwnersFiles.CreateFolder(folder);
        var path = Path.Combine(folder, $"{file}.key");
        if (!File.Exists(path))
            Make(path);
        var key = File.ReadAllBytes(path);
        return key.Length == KeyOptions.KeyBytes && !KeyStrength.IsWeak(key)
            ? key
            : throw new InvalidOperationException(
                $"{path} is no key: one is 32 random bytes. Put the right file back; or delete it, and a new key is made, but what the old one signed no longer counts.");
    }

    /// <summary>What is wrong with the file, or null. Makes the key where there is none.</summary>
    public string? FaultOf(KeyOptions options, string file)
    {
        if (options.PresentKeys.Count > 0)
            return null;
        try
        {
            Read(options.KeyFolder, file);
            return null;
        }
        catch (InvalidOperationException fault)
        {
            return fault.Message;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return $"The key {file}.key cannot be read or made: {fault.Message} Set the key folder to one that this process may write.";
        }
    }

    /// <summary>Written beside and moved, so that a crash leaves no half a key; of two that make one at once, the first wins.</summary>
    private static void Make(string path)
    {
        var beside = $"{path}.{Guid.CreateVersion7():N}";
        using (var file = OwnersFiles.CreateFile(beside))
            file.Write(RandomNumberGenerator.GetBytes(KeyOptions.KeyBytes));
        try
        {
            File.Move(beside, path, false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(beside);
        }
    }
}
