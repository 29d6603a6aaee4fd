namespace AccessReview.App.Imports;

/// <summary>How much one import may bring.</summary>
internal static class ImportLimits
{
    public const int LargestMegabytes = 64;
    public const int LargestBody = LargestMegabytes * 1024 * 1024;
}
