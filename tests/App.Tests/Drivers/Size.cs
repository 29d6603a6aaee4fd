namespace AccessReview.App.Tests.Drivers;

/// <summary>Some tests are as good in small and slower in large: <c>tests/run --full</c> runs them whole.</summary>
public static class Size
{
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("TESTS_FULL") == "1";

    public static int Of(int small, int whole) => IsFull ? whole : small;
}
