using System.Security.Cryptography;
using AccessReview.App.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace AccessReview.App.Keys;

/// <summary>The keys of a local machine. Each is created once and kept in a file that only its owner can read. There is no default key.</summary>
public sealed class LocalKeys(IHostEnvironment environment, IConfiguration configuration)
{
    public const string Name = "local";

    public bool MayMake => environment.IsDevelopment();

    /// <param name="folder">Null: the user's own folder.</param>
    /// <param name="file">Without its extension.</param>
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

    /// <summary>Returns what is wrong with the file, or null. Creates the key if there is none.</summary>
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

    /// <summary>Writes a temporary file and moves it, so that a crash leaves no partial key. Of two concurrent writers the first one wins.</summary>
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
