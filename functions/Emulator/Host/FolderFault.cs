namespace AccessReview.Emulator.Host;

/// <summary>Says why a folder cannot be used, and what to do.</summary>
internal static class FolderFault
{
    private const string Otherwise = "or choose another folder with Emulator:DataPath.";

    // Error numbers as .NET returns them: those of the operating system or of Windows.
    private const int NotAFolder = 20;
    private const int Exists = 17;
    private const int NoSpace = 28;
    private const int ReadOnlyDisk = 30;
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsWriteProtected = unchecked((int)0x80070013);

    public static string Sentence(string folder, Exception refused) => refused.HResult switch
    {
        _ when refused is UnauthorizedAccessException => $"The data folder {folder} is read-only for this user. Allow this user to write to it, {Otherwise}",
        ReadOnlyDisk or WindowsWriteProtected => $"The data folder {folder} is on a disk that is read-only. Make the disk writable, {Otherwise}",
        NoSpace or WindowsDiskFull => $"The disk that holds the data folder {folder} is full. Free some space, {Otherwise}",
        Exists or NotAFolder => $"The data folder {folder} cannot be made, because a file has its name or that of a folder above it. Move the file, {Otherwise}",
        _ when refused is DirectoryNotFoundException or FileNotFoundException or PathTooLongException =>
            $"The data folder {folder} cannot be made. Make it by hand, {Otherwise}",
        _ => $"The data in {folder} cannot be opened, most likely because another emulator uses it; stop that one, {Otherwise}",
    };
}
