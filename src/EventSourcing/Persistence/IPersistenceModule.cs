namespace EventSourcing.Persistence;

/// <summary>Opens recorders of one kind of store. An assembly declares its module with
/// <see cref="PersistenceModuleAttribute"/>.</summary>
public interface IPersistenceModule
{
    /// <summary>Opens a recorder, without connecting: what settings say is checked now, whether the store answers shows
    /// in the first call.</summary>
    /// <param name="settings">The settings of the application.</param>
    /// <exception cref="ConfigurationException">A setting is missing or wrong.</exception>
    IRecorder Open(Settings settings);
}
