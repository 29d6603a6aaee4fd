// Microsoft's package carries no nullable annotations, so neither does this.
#nullable disable

using Azure.Core;

namespace Azure.Communication.Email;

public class EmailClientOptions(EmailClientOptions.ServiceVersion version = EmailClientOptions.ServiceVersion.V2025_09_01) : ClientOptions
{
    internal string ApiVersion { get; } = version switch
    {
        ServiceVersion.V2021_10_01_Preview => "2021-10-01-preview",
        ServiceVersion.V2023_01_15_Preview => "2023-01-15-preview",
        ServiceVersion.V2023_03_31 => "2023-03-31",
        ServiceVersion.V2024_07_01_Preview => "2024-07-01-preview",
        ServiceVersion.V2025_09_01 => "2025-09-01",
    };

    // Names and values as in Microsoft's package; it has no zero.
#pragma warning disable CA1707, CA1008
    public enum ServiceVersion
#pragma warning restore CA1707, CA1008
    {
#pragma warning disable CA1707
        V2021_10_01_Preview = 1,
        V2023_01_15_Preview = 2,
        V2023_03_31 = 3,
        V2024_07_01_Preview = 4,
        V2025_09_01 = 5,
#pragma warning restore CA1707
    }
}
