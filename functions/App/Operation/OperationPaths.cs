namespace AccessReview.App.Operation;

/// <summary>Where the page of those who run the system is, and its forms.</summary>
public static class OperationPaths
{
    public const string Path = "/operation";

    public const string Replay = $"{Path}/replays";

    public const string Rebuild = $"{Path}/rebuilds";

    public const string Check = $"{Path}/checks";

    public const string Waiting = $"{Path}/waiting";

    public const string Settle = $"{Path}/settlements";
}
