namespace AccessReview.App.Imports;

/// <summary>The maximum size of one import.</summary>
internal static class ImportLimits
{
    public const int LargestMegabytes = 64;
    public const int LargestBody = LargestMegabytes * 1024 * 1024;
}
