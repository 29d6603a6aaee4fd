using Microsoft.Extensions.Configuration;

namespace AccessReview.Emulator.Host;

/// <summary>The emulator's own settings: configuration section <c>Emulator</c>.</summary>
public sealed record EmulatorOptions
{
    public const string Section = "Emulator";

    /// <summary>The folder of the data file; relative to the current directory.</summary>
    public string DataPath { get; init; } = ".emulator";

    /// <summary>The URLs of the functions, separated by semicolons; <c>--urls</c> overrides it. Port 0: a free port.</summary>
    public string Urls { get; init; } = "http://localhost:7071";

    public string TablesUrl { get; init; } = "http://127.0.0.1:10002";

    /// <summary>True: an app in the emulator's process calls the Table service without a socket. False: over HTTP, as from another process.</summary>
    public bool TablesWithoutSockets { get; init; } = true;

    /// <summary>The AMQP port of the queues on the loopback address. Port 0: a free port.</summary>
    public int ServiceBusPort { get; init; } = 5672;

    /// <summary>The HTTP port of the mail service on the loopback address. Port 0: a free port.</summary>
    public int EmailPort { get; init; }

    /// <summary>Allows other machines to call the functions, although the emulator's keys and pages are made for one machine.</summary>
    public bool AllowRemote { get; init; }

    /// <summary>The clock is stopped at this instant, or at the later one to which an earlier process moved it; for tests.</summary>
    public DateTimeOffset? FreezeClockAt { get; init; }

    /// <summary>Keeps the histories of executions that continued as new; for tests.</summary>
    public bool KeepHistories { get; init; }

    public static EmulatorOptions Read(IConfiguration configuration) => configuration.GetSection(Section).Get<EmulatorOptions>() ?? new EmulatorOptions();
}
