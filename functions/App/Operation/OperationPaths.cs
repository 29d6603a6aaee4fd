namespace AccessReview.App.Operation;

/// <summary>The paths of the operation page and its forms.</summary>
public static class OperationPaths
{
    public const string Path = "/operation";

    public const string Replay = $"{Path}/replays";

    public const string Rebuild = $"{Path}/rebuilds";

    public const string Check = $"{Path}/checks";

    public const string Runs = $"{Path}/runs";

    public const string Waiting = $"{Path}/waiting";

    public const string Settle = $"{Path}/settlements";
}
