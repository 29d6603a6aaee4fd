// Microsoft's package carries no nullable annotations, so neither does this.
#nullable disable

namespace Azure.Messaging.ServiceBus;

public class ServiceBusConnectionStringProperties
{
    public Uri Endpoint { get; private set; }

    public string EntityPath { get; private set; }

    public string FullyQualifiedNamespace => Endpoint?.Host;

    public string SharedAccessKey { get; private set; }

    public string SharedAccessKeyName { get; private set; }

    public string SharedAccessSignature { get; private set; }

    public static ServiceBusConnectionStringProperties Parse(string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        var parsed = new ServiceBusConnectionStringProperties();
        foreach (var part in connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            parsed.Take(part);
        return parsed.Endpoint is null ? throw Malformed() : parsed;
    }

    private static FormatException Malformed() => new("The connection string could not be parsed; either it was malformed or contains no well-known tokens.");

    private void Take(string part)
    {
        if (part.Split('=', 2, StringSplitOptions.TrimEntries) is not [var name, var value])
            throw Malformed();
        switch (name.ToUpperInvariant())
        {
            case "ENDPOINT":
                Endpoint = Uri.TryCreate(value, UriKind.Absolute, out var endpoint) ? endpoint : throw Malformed();
                break;
            case "ENTITYPATH":
                EntityPath = value;
                break;
            case "SHAREDACCESSKEYNAME":
                SharedAccessKeyName = value;
                break;
            case "SHAREDACCESSKEY":
                SharedAccessKey = value;
                break;
            case "SHAREDACCESSSIGNATURE":
                SharedAccessSignature = value;
                break;
            // Others, as UseDevelopmentEmulator, are nothing to us; the real parser skips what it does not know.
            default:
                break;
        }
    }
}
