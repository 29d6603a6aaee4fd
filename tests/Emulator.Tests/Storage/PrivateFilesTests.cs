using AccessReview.Emulator.Storage;
using AccessReview.Emulator.Tests.Host;
using Xunit;

namespace AccessReview.Emulator.Tests.Storage;

public sealed class PrivateFilesTests
{
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersFolder = OwnersFile | UnixFileMode.UserExecute;
    private const UnixFileMode Everybodys = OwnersFolder | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    [Fact]
    public async Task A_new_data_folder_and_its_files_are_accessible_only_to_the_owner()
    {
        await using var host = new BuiltHost();

        _ = host.Services;

        AssertClosed(host.DataPath);
        Assert.Contains("emulator.db-wal", Directory.EnumerateFiles(host.DataPath).Select(file => Path.GetFileName(file)));
    }

    [Fact]
    public async Task Files_of_an_earlier_build_become_private_at_start()
    {
        await using var host = new BuiltHost();
        var data = host.DataPath;
        var outbox = Directory.CreateDirectory(Path.Combine(data, "outbox")).FullName;
        await File.WriteAllTextAsync(Path.Combine(outbox, "20260525T090000-000001.eml"), "a mail");
        Directory.CreateDirectory(Path.Combine(data, "audit", "2026"));
        await File.WriteAllTextAsync(Path.Combine(data, "audit", "2026", "digest.json"), "{}");
        await File.WriteAllTextAsync(Path.Combine(data, "links.key"), "a key");
        Open(data);

        _ = host.Services;

        AssertClosed(data);
    }

    [Fact]
    public void The_target_of_a_symbolic_link_is_not_changed()
    {
        var folder = Directory.CreateTempSubdirectory("private-").FullName;
        var elsewhere = Path.GetTempFileName();
        Set(elsewhere, Everybodys);
        File.CreateSymbolicLink(Path.Combine(folder, "link"), elsewhere);

        PrivateFiles.Tighten(folder);

        Assert.Equal(OperatingSystem.IsWindows() ? default : Everybodys, ModeOf(elsewhere));
        Directory.Delete(folder, recursive: true);
        File.Delete(elsewhere);
    }

    [Fact]
    public void In_a_shared_folder_only_the_emulators_files_become_private()
    {
        var shared = Directory.CreateTempSubdirectory("private-").FullName;
        File.WriteAllText(Path.Combine(shared, "emulator.db"), "");
        File.WriteAllText(Path.Combine(shared, "notes.txt"), "");
        Open(shared);
        Set(shared, Everybodys | UnixFileMode.StickyBit);

        PrivateFiles.Tighten(shared);

        Assert.Equal(OperatingSystem.IsWindows() ? default : Everybodys | UnixFileMode.StickyBit, ModeOf(shared));
        Assert.Equal(OperatingSystem.IsWindows() ? default : Everybodys, ModeOf(Path.Combine(shared, "notes.txt")));
        Assert.Equal(OperatingSystem.IsWindows() ? default : OwnersFile, ModeOf(Path.Combine(shared, "emulator.db")));
        Directory.Delete(shared, recursive: true);
    }

    private static void AssertClosed(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        Assert.Equal(OwnersFolder, ModeOf(folder));
        Assert.All(Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories), inner => Assert.Equal(OwnersFolder, ModeOf(inner)));
        Assert.All(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories), file => Assert.Equal(OwnersFile, ModeOf(file)));
    }

    private static void Open(string folder)
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Append(folder))
            Set(entry, Everybodys);
    }

    private static void Set(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }

    private static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path);
}
