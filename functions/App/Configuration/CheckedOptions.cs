using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Configuration;

/// <summary>Settings that are checked at the start. If they are wrong, the app does not start and the console shows why.</summary>
/// <remarks><c>OptionsBuilder.Validate</c> takes a fixed sentence. These sentences name the setting or value that is wrong.</remarks>
public static class CheckedOptions
{
    /// <param name="services">The app's services.</param>
    /// <param name="section">The section that contains the settings.</param>
    /// <param name="fault">Returns what is wrong with the settings and how to correct it, or null.</param>
    public static IServiceCollection AddCheckedOptions<T>(this IServiceCollection services, IConfiguration section, Func<T, string?> fault)
        where T : class =>
        services.AddCheckedOptions<T>(section, (options, _) => fault(options));

    /// <inheritdoc cref="AddCheckedOptions{T}(IServiceCollection, IConfiguration, Func{T, string})"/>
    public static IServiceCollection AddCheckedOptions<T>(this IServiceCollection services, IConfiguration section, Func<T, IServiceProvider, string?> fault)
        where T : class
    {
        services.AddOptions<T>().Bind(section).ValidateOnStart();
        return services.AddSingleton<IValidateOptions<T>>(provider => new Check<T>(options => fault(options, provider)));
    }

    private sealed class Check<T>(Func<T, string?> faultOf) : IValidateOptions<T>
        where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options) =>
            faultOf(options) is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
    }
}
