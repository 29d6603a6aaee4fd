using Microsoft.Extensions.Configuration;

namespace AccessReview.Emulator.Host;

/// <summary>The emulator's own settings: configuration section <c>Emulator</c>.</summary>
public sealed record EmulatorOptions
{
    public const string Section = "Emulator";

    /// <summary>The folder of the one file that holds everything; relative to the current directory.</summary>
    public string DataPath { get; init; } = ".emulator";

    /// <summary>Where functions listen, separated by semicolons; <c>--urls</c> wins. Port 0 takes a free one.</summary>
    public string Urls { get; init; } = "http://localhost:7071";

    public string TablesUrl { get; init; } = "http://127.0.0.1:10002";

    /// <summary>An app in the emulator's process reaches the Table service without a socket; false: over HTTP, as another process does.</summary>
    public bool TablesWithoutSockets { get; init; } = true;

    /// <summary>Where queues are served over AMQP, on the loopback address. Port 0 takes a free one.</summary>
    public int ServiceBusPort { get; init; } = 5672;

    /// <summary>Where mails are taken over HTTP, on the loopback address. Port 0 takes a free one.</summary>
    public int EmailPort { get; init; }

    /// <summary>Keys and pages of the emulator are made for one machine; this lets others reach the functions all the same.</summary>
    public bool AllowRemote { get; init; }

    /// <summary>The clock stands at this instant, or where an earlier process had moved it to; for tests.</summary>
    public DateTimeOffset? FreezeClockAt { get; init; }

    /// <summary>Keeps the histories of executions that continued as new; for tests that read them.</summary>
    public bool KeepHistories { get; init; }

    public static EmulatorOptions Read(IConfiguration configuration) => configuration.GetSection(Section).Get<EmulatorOptions>() ?? new EmulatorOptions();
}
