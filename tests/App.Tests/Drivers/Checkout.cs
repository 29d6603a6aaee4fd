namespace AccessReview.App.Tests.Drivers;

/// <summary>The checkout that contains the tests. Some tests read its files, and some write them on request.</summary>
public static class Checkout
{
    public static string Root { get; } = Find();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AccessReview.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("AccessReview.sln is not above the tests.");
    }
}
