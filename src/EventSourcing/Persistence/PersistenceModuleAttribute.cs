namespace EventSourcing.Persistence;

/// <summary>Declares the persistence module of an assembly.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class PersistenceModuleAttribute : Attribute
{
    /// <summary>Declares the module.</summary>
    /// <param name="moduleType">A class that implements <see cref="IPersistenceModule"/> and has a constructor without
    /// parameters.</param>
    public PersistenceModuleAttribute(Type moduleType) => ModuleType = moduleType;

    /// <summary>The class of the module.</summary>
    public Type ModuleType { get; }
}
