namespace AccessReview.App.Tests.Versions;

/// <summary>The key that signs links where several processes open each other's.</summary>
internal static class ReleasedRows
{
    public static readonly string[] LinkKey = ["Links:SigningKey=shared", "Links:Keys:shared=AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA="];
}
