namespace AccessReview.Emulator.Email.Reports;

/// <summary>Where delivery reports go, as an Event Grid subscription says it: configuration section <c>Emulator:Email:Reports</c>.</summary>
internal sealed record ReportOptions
{
    /// <summary>The path of the app's webhook; empty: no reports.</summary>
    public string Path { get; init; } = string.Empty;

    /// <summary>The header with the secret.</summary>
    public string KeyHeader { get; init; } = string.Empty;

    /// <summary>The app's setting with the secret. The emulator generates one if it is not set.</summary>
    public string KeySetting { get; init; } = string.Empty;
}
