namespace AccessReview.App.Tests.Drivers;

/// <summary>Some tests also run in a large size: <c>tests/run --full</c>.</summary>
public static class Size
{
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("TESTS_FULL") == "1";

    public static int Of(int small, int whole) => IsFull ? whole : small;
}
